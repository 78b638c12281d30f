using CatalystAuth.Contracts.Keys;

namespace CatalystAuth.Server.Keys;

/// <summary>Status and kind in a query, by their words on the wire.</summary>
internal static class KeyFilters
{
    /// <exception cref="BadHttpRequestException">There is no such status.</exception>
    public static KeyStatus? StatusOf(string? status) => status switch
    {
        null or "" => null,
        "active" => KeyStatus.Active,
        "disabled" => KeyStatus.Disabled,
        "expired" => KeyStatus.Expired,
        "revoked" => KeyStatus.Revoked,
        _ => throw new BadHttpRequestException("status is active, disabled, expired or revoked."),
    };

    /// <exception cref="BadHttpRequestException">There is no such kind.</exception>
    public static KeyKind? KindOf(string? kind) => kind switch
    {
        null or "" => null,
        "secret" => KeyKind.Secret,
        "server" => KeyKind.Server,
        "ephemeral" => KeyKind.Ephemeral,
        _ => throw new BadHttpRequestException("kind is secret, server or ephemeral."),
    };
}
