using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Apps.ProxyConfigs;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.ForwardAuthDomains;

/// <summary>The use cases of domains behind their contract.</summary>
internal sealed class ForwardAuthDomains(
    PlatformAccess platform, IForwardAuthDomainStore store, IOrgStore orgs, WriteProxyConfig writeProxyConfig, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time) : IForwardAuthDomains
{
    private static readonly Error NotFound = new(ForwardAuthDomainErrorCodes.NotFound, "No such domain was set.", ErrorKind.NotFound);

    private static readonly Error Overlaps = new(
        ForwardAuthDomainErrorCodes.Overlaps, "A domain above or below this one is set already. Remove it first.", ErrorKind.Conflict);

    private static readonly Error Invalid = Error.Field(
        ForwardAuthDomainErrorCodes.Invalid, "domain",
        "It is a domain of your own such as apps.example.com: at least two labels, no port, no address, and none under which others register theirs.");

    public async Task<Result<ForwardAuthDomain>> GetAsync(string domain, CancellationToken cancellationToken = default) =>
        await platform.RefuseAsync(PlatformPermissions.OrgsRead, cancellationToken).ConfigureAwait(false) is { } refusal ? refusal
        : await FindAsync(domain, cancellationToken).ConfigureAwait(false) is { } found ? found.ToContract()
        : NotFound;

    public async Task<Result<ProxyConfig>> GetProxyConfigAsync(string domain, ProxyConfigRequest request, CancellationToken cancellationToken = default) =>
        (await GetAsync(domain, cancellationToken).ConfigureAwait(false)).TryGet(out var found, out var refusal) ? writeProxyConfig.Run(found, request) : refusal;

    public Task<Result<ForwardAuthDomain>> SetAsync(
        string domain, SetForwardAuthDomainRequest request, CancellationToken cancellationToken = default) => unitOfWork.RunAsync<ForwardAuthDomain>(
        async ct =>
        {
            if (await platform.RefuseAsync(PlatformPermissions.OrgsWrite, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            if (OwnDomain.Canonicalise(domain) is not { } name)
            {
                return Invalid;
            }

            // A browser would send the cookies of both, and which is meant could not be told.
            if ((await store.ListAsync(ct).ConfigureAwait(false)).Any(other => other.Domain != name && (OwnDomain.Has(other.Domain, name) || OwnDomain.Has(name, other.Domain))))
            {
                return Overlaps;
            }

            if (await orgs.FindAsync(request.OrgId, ct).ConfigureAwait(false) is not { } org)
            {
                return Refusals.OrgNotFound;
            }

            var now = time.Now();
            var known = await store.FindAsync(name, ct).ConfigureAwait(false);
            var before = known?.ToState();
            if (known is null)
            {
                known = new() { Domain = name, OrgId = org.Id, CreatedAt = now, UpdatedAt = now };
                store.Add(known);
            }

            (known.OrgId, known.UpdatedAt) = (org.Id, now);
            journal.Write(org: null, name, new ForwardAuthDomainSet(known.ToState(), before));
            invalidations.DomainSet(known);
            return known.ToContract();
        },
        cancellationToken);

    public async Task<Result> RemoveAsync(string domain, CancellationToken cancellationToken = default)
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.OrgsWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (await FindAsync(domain, ct).ConfigureAwait(false) is not { } found)
                {
                    return NotFound;
                }

                store.Remove(found);
                journal.Write(org: null, found.Domain, new ForwardAuthDomainRemoved(found.ToState()));
                invalidations.DomainRemoved(found.Domain);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<StoredDomain?> FindAsync(string domain, CancellationToken cancellationToken) =>
        OwnDomain.Canonicalise(domain) is { } name ? await store.FindAsync(name, cancellationToken).ConfigureAwait(false) : null;
}
