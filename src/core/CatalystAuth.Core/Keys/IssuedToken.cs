using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>A token that was had for a key. Not the token itself: what it is called and how far it goes.</summary>
public sealed class IssuedToken
{
    /// <summary>Its <c>jti</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The key.</summary>
    public required KeyId KeyId { get; init; }

    /// <summary>Whom it is for.</summary>
    public required string Audience { get; init; }

    /// <summary>What it may do.</summary>
    public required string Scope { get; init; }

    /// <summary>From where it was asked for.</summary>
    public string? IpAddress { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal KeyToken ToContract() => new(Id, Audience, Scope, IpAddress, IssuedAt, ExpiresAt);
}

/// <summary>The tokens of keys, for who looks at them.</summary>
public interface IIssuedTokens
{
    /// <summary>The newest of a key that are not over.</summary>
    Task<IReadOnlyList<IssuedToken>> ListAsync(KeyId key, DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Removes some that were over before a time, and says how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}

/// <summary>Says which tokens of a key may be alive.</summary>
internal sealed class ListKeyTokens(KeyAccess access, IIssuedTokens tokens, TimeProvider time)
{
    public async Task<Result<Page<KeyToken>>> RunAsync(KeyId id, CancellationToken cancellationToken)
    {
        if (!(await access.ToReadAsync(id, cancellationToken).ConfigureAwait(false)).TryGet(out var key, out var refusal))
        {
            return refusal;
        }

        // Those of a key that does not work are dead.
        var now = time.GetUtcNow();
        var alive = key.StatusAt(now) == KeyStatus.Active
            ? await tokens.ListAsync(id, now, KeyUse.MostListed, cancellationToken).ConfigureAwait(false)
            : [];
        return new Page<KeyToken>([.. alive.Select(token => token.ToContract())], NextCursor: null);
    }
}

/// <summary>Forgets tokens of keys that are over.</summary>
public sealed class PurgeKeyTokens(IIssuedTokens tokens, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>Forgets what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return unitOfWork.RepeatAsync(Batch, ct => tokens.RemoveAsync(now, Batch, ct), cancellationToken);
    }
}
