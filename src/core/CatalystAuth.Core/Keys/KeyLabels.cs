using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Labels of keys. Apps let people in by them, so whoever makes a key does not choose them freely: they take <c>labels:write</c>.
/// </summary>
internal sealed class KeyLabels(LabelRules rules)
{
    public async Task<Result<IReadOnlyList<LabelEntry>>> JudgeAsync(
        OrgGrant grant, IReadOnlyList<LabelEntry> before, IReadOnlyList<LabelInput> wanted, CancellationToken cancellationToken)
    {
        if (before.Count == 0 && wanted.Count == 0)
        {
            return new List<LabelEntry>();
        }

        return grant.Holds(BuiltInPermissions.LabelsWrite)
            ? await rules.JudgeAsync(grant, LabelTarget.Key, before, wanted, cancellationToken).ConfigureAwait(false)
            : Refusals.PermissionDenied(BuiltInPermissions.LabelsWrite);
    }
}
