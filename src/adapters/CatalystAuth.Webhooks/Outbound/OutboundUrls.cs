using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Outbound;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary><see cref="OutboundUrl"/> with the settings of this server.</summary>
internal sealed class OutboundUrls(IOptions<OutboundOptions> options) : IOutboundUrls
{
    public Result<Uri> Check(string? url) => OutboundUrl.Check(url, options.Value);
}
