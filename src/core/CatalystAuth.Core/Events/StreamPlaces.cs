using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Events;

/// <summary>Counts this node's open streams, by organisation.</summary>
internal sealed class StreamPlaces(IOptions<EventOptions> options)
    : Places<OrgId>(options.Value.MaxStreams, options.Value.MaxStreamsPerOrg)
{
    // What concerns every organisation has places like one.
    public IDisposable? TryTake(OrgId? org) => base.TryTake(org ?? default);
}
