using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>See <see cref="EventTypes.TokenRevoked"/>.</summary>
/// <param name="TokenId">The token's own id, its <c>jti</c>.</param>
/// <param name="ExpiresAt">When it would have ended.</param>
/// <param name="UserId">The user that it spoke for; left out for a key's.</param>
/// <param name="KeyId">The key that it spoke for; left out for a session's.</param>
public sealed record TokenRevoked(string TokenId, DateTimeOffset ExpiresAt, UserId? UserId = null, KeyId? KeyId = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.TokenRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}
