using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Keys;

/// <summary>Remembers what keys were used, and writes it behind: an exchange waits for nothing, and nothing depends on it.</summary>
public sealed class KeyUsage(IServiceScopeFactory scopes) : WriteBehind<KeyId, KeyUse>(scopes, MaxKeys)
{
    private const int MaxKeys = 20_000;

    /// <inheritdoc/>
    public override TimeSpan Interval => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string What => "How keys were used";

    /// <summary>A key was used.</summary>
    internal void Use(KeyId key, KeyUse use) => Note(key, use);

    /// <inheritdoc/>
    protected override KeyUse Both(KeyUse one, KeyUse other) => one.And(other);

    /// <inheritdoc/>
    protected override async Task WriteAsync(
        IServiceProvider services, IReadOnlyList<KeyValuePair<KeyId, KeyUse>> batch, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IKeyUseStore>();
        foreach (var (key, use) in batch)
        {
            await store.AddAsync(key, use, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>How a key was used in a while.</summary>
/// <param name="At">When last.</param>
/// <param name="Address">From where last.</param>
/// <param name="Tokens">How many tokens were had.</param>
/// <param name="TokenEnds">When the last of them ends.</param>
public sealed record KeyUse(DateTimeOffset At, string? Address, long Tokens, DateTimeOffset TokenEnds)
{
    /// <summary>The most tokens of a key that are listed, the newest; more in one tick are counted only.</summary>
    public const int MostListed = 100;

    /// <summary>The newest of the tokens.</summary>
    public IReadOnlyList<IssuedToken> Issued { get; init; } = [];

    /// <summary>Both together.</summary>
    internal KeyUse And(KeyUse other) => (other.At > At ? other : this) with
    {
        Issued = Issued.Count == 0 ? other.Issued : other.Issued.Count == 0 ? Issued : Newest(other),
        Tokens = Tokens + other.Tokens,
        TokenEnds = other.TokenEnds > TokenEnds ? other.TokenEnds : TokenEnds,
    };

    private IssuedToken[] Newest(KeyUse other) => [.. Issued.Concat(other.Issued).OrderBy(token => token.IssuedAt).TakeLast(MostListed)];
}

/// <summary>Where it is kept how keys were used.</summary>
public interface IKeyUseStore
{
    /// <summary>Adds to what is known of a key. Never sets back a time.</summary>
    Task AddAsync(KeyId key, KeyUse use, CancellationToken cancellationToken);
}
