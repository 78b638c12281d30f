namespace CatalystAuth.Webhooks.Outbound;

/// <summary>
/// A URL may not be called, or its host has no address that may be. Its message is the same for all cases: which it was would tell
/// what there is inside the network.
/// </summary>
public sealed class BlockedAddressException : HttpRequestException
{
    /// <summary>Makes it.</summary>
    public BlockedAddressException()
        : base("The address can't be called.")
    {
    }
}
