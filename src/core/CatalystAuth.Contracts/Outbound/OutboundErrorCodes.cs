namespace CatalystAuth.Contracts.Outbound;

/// <summary>Refusals of URLs that Catalyst is asked to call.</summary>
public static class OutboundErrorCodes
{
    /// <summary>The text is no URL that could be called: its form, scheme or port.</summary>
    public const string InvalidUrl = "outbound.invalid_url";

    /// <summary>The host is not one of the public Internet.</summary>
    public const string BlockedAddress = "outbound.blocked_address";
}
