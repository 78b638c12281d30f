using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Labels;

/// <summary>
/// The one place that says whether labels may be set. Whatever sets labels asks here, inside its unit of work, whether it may at all
/// (a permission) having been asked before.
/// </summary>
internal sealed class LabelRules(ILabelSchemaStore schemas, PlatformAccess platform, IOptions<LabelOptions> options, TimeProvider time)
{
    /// <summary>Judges one change in an organisation.</summary>
    public async Task<Result<IReadOnlyList<LabelEntry>>> JudgeAsync(
        OrgGrant grant, LabelTarget target, IReadOnlyList<LabelEntry> before, IReadOnlyList<LabelInput> wanted, CancellationToken cancellationToken) =>
        (await JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false)).Judge(target, before, wanted);

    /// <summary>For many changes in an organisation.</summary>
    public async Task<LabelJudge> JudgeOfAsync(OrgGrant grant, CancellationToken cancellationToken)
    {
        var set = new LabelSchemaSet(await schemas.ListAsync([grant.Org.Id], cancellationToken).ConfigureAwait(false));
        var isPlatform = set.HasOfPlatformAdmins
            && await platform.RefuseAsync(grant.Actor, PlatformPermissions.PlansWrite, cancellationToken).ConfigureAwait(false) is null;
        return new(
            set, new(isPlatform, grant.Holds(BuiltInPermissions.LabelsWrite), ClientLabels.SeesHidden(grant)), options.Value.Strict, time.Now());
    }

    /// <summary>For users' own labels, which only the platform's schemas are about.</summary>
    public async Task<LabelJudge> JudgeOfUsersAsync(CancellationToken cancellationToken)
    {
        var set = new LabelSchemaSet(await schemas.ListAsync([], cancellationToken).ConfigureAwait(false));
        return new(set, new(await IsPlatformAsync(cancellationToken).ConfigureAwait(false), WritesLabels: true, SeesHidden: true), options.Value.Strict, time.Now());
    }

    /// <summary>A delta that was offered by an invitation, as it begins to stand now.</summary>
    public async Task<IReadOnlyList<LabelEntry>> BeginAsync(
        OrgId org, IReadOnlyList<LabelEntry> offered, CancellationToken cancellationToken)
    {
        if (offered.Count == 0)
        {
            return offered;
        }

        var set = new LabelSchemaSet(await schemas.ListAsync([org], cancellationToken).ConfigureAwait(false));
        return new LabelJudge(set, new(false, false, false), options.Value.Strict, time.Now()).Begin(offered);
    }

    private async Task<bool> IsPlatformAsync(CancellationToken cancellationToken) =>
        await platform.RefuseAsync(PlatformPermissions.PlansWrite, cancellationToken).ConfigureAwait(false) is null;
}
