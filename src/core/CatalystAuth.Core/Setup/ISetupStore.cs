namespace CatalystAuth.Core.Setup;

/// <summary>Where the one-time setup token is kept, as a hash.</summary>
public interface ISetupStore
{
    /// <summary>The current token; null when none was made.</summary>
    Task<SetupToken?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Puts a token in place of any other, in the current transaction.</summary>
    Task ReplaceAsync(SetupToken token, CancellationToken cancellationToken);

    /// <summary>Removes the token in the current transaction. False when another call has removed it first.</summary>
    Task<bool> TryConsumeAsync(SetupToken token, CancellationToken cancellationToken);
}

/// <summary>The one-time token that creates the first platform admin.</summary>
public sealed class SetupToken
{
    /// <summary>There is at most one.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The SHA-256 of the token.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}
