using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Outbound;

/// <summary>
/// Judges URLs that a tenant wants Catalyst to call, when they are registered. It asks no name server: what a name stands for is looked at
/// by whoever connects, each time.
/// </summary>
public interface IOutboundUrls
{
    /// <summary>
    /// The URL in its one form: host in ASCII and without a dot at its end. Refused with the codes of
    /// <see cref="Contracts.Outbound.OutboundErrorCodes"/>.
    /// </summary>
    Result<Uri> Check(string? url);
}
