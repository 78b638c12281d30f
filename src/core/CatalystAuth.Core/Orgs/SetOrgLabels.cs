using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Replaces the labels set on an organisation. Tokens carry them from their next refresh on.</summary>
internal sealed class SetOrgLabels(OrgAccess access, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Org>> RunAsync(OrgRef reference, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.LabelsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal) || !LabelLists.Check(labels).TryGet(out var wanted, out refusal))
                {
                    return refusal;
                }

                var org = granted.Org;
                var before = org.Labels.Select(entry => entry.Label).ToList();
                if (before.SequenceEqual(wanted, StringComparer.Ordinal))
                {
                    return org.ToContract();
                }

                journal.Write(EventTypes.OrgLabelsChanged, org.Id, org.Id.ToString(), new JsonObject
                {
                    ["before"] = before.ToJson(),
                    ["after"] = wanted.ToJson(),
                });
                org.Labels = [.. wanted.Select(label => new LabelEntry(label))];
                org.Version++;
                org.UpdatedAt = time.Now();
                invalidations.OrgIdentity(org.Id);
                return org.ToContract();
            },
            cancellationToken);
}
