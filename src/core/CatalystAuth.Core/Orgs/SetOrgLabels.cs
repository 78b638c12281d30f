using CatalystAuth.Contracts.Events.Data;
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
internal sealed class SetOrgLabels(
    OrgAccess access, LabelRules rules, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Org>> RunAsync(
        OrgRef reference, IReadOnlyList<LabelInput> labels, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.LabelsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var org = granted.Org;
                if (ifVersion is not null && ifVersion != org.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var judged = await rules.JudgeAsync(granted, LabelTarget.Org, org.Labels, labels, ct).ConfigureAwait(false);
                if (!judged.TryGet(out var wanted, out refusal))
                {
                    return refusal;
                }

                if (org.Labels.SequenceEqual(wanted))
                {
                    return org.ToContract();
                }

                journal.Write(org.Id, org.Id.ToString(), new OrgLabelsChanged(org.Labels.ToState(), wanted.ToState()));
                org.Labels = wanted;
                org.Version++;
                org.UpdatedAt = time.Now();
                invalidations.OrgClaims(org.Id);
                return org.ToContract();
            },
            cancellationToken);
}
