using System.Collections.Concurrent;
using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.ForwardAuthDomains;

/// <summary>All domains of forward-auth in memory: no lock, no database.</summary>
public sealed class DomainCatalog
{
    private readonly ConcurrentDictionary<string, OrgId> _orgs = new(StringComparer.Ordinal);

    /// <summary>The organisation that a domain was given to; null when nobody has it.</summary>
    public OrgId? Find(string domain) => _orgs.TryGetValue(domain, out var org) ? org : null;

    internal void Put(string domain, OrgId org) => _orgs[domain] = org;

    internal void Remove(string domain) => _orgs.TryRemove(domain, out _);

    internal async Task LoadAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var gone = _orgs.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var domain in await services.GetRequiredService<IForwardAuthDomainStore>().ListAsync(cancellationToken).ConfigureAwait(false))
        {
            gone.Remove(domain.Domain);
            Put(domain.Domain, domain.OrgId);
        }

        foreach (var domain in gone)
        {
            Remove(domain);
        }
    }

    internal async Task ReloadAsync(string domain, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<IForwardAuthDomainStore>().FindAsync(domain, cancellationToken).ConfigureAwait(false) is { } found)
        {
            Put(found.Domain, found.OrgId);
        }
        else
        {
            Remove(domain);
        }
    }
}
