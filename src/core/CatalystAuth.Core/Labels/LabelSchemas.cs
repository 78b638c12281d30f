using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Labels;

/// <summary>The label schemas' use cases behind their contract.</summary>
internal sealed class LabelSchemas(OrgAccess access, PlatformAccess platform, ILabelSchemaStore store, ChangeLabelSchemas change) : ILabelSchemas
{
    public async Task<Result<IReadOnlyList<LabelSchema>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.OrgRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        var found = await store.ListAsync([granted.Org.Id], cancellationToken).ConfigureAwait(false);
        var set = ClientLabels.SeesHidden(granted) ? LabelSchemaSet.Empty : new(found);
        return found.Where(schema => !set.Hides(schema.Key)).Select(schema => schema.ToContract()).ToList();
    }

    public Task<Result<LabelSchema>> SetAsync(
        OrgRef org, string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        change.SetAsync(ct => InOrgAsync(org, ct), key, request, ifVersion, cancellationToken);

    public Task<Result> DeleteAsync(OrgRef org, string key, CancellationToken cancellationToken = default) =>
        change.DeleteAsync(ct => InOrgAsync(org, ct), key, cancellationToken);

    public async Task<Result<IReadOnlyList<LabelSchema>>> ListOnPlatformAsync(CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.PlansRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        return (await store.ListAsync([], cancellationToken).ConfigureAwait(false)).Select(schema => schema.ToContract()).ToList();
    }

    public Task<Result<LabelSchema>> SetOnPlatformAsync(
        string key, SetLabelSchemaRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        change.SetAsync(OnPlatformAsync, key, request, ifVersion, cancellationToken);

    public Task<Result> DeleteOnPlatformAsync(string key, CancellationToken cancellationToken = default) =>
        change.DeleteAsync(OnPlatformAsync, key, cancellationToken);

    private async Task<Result<ChangeLabelSchemas.Place>> InOrgAsync(OrgRef org, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.LabelsWrite, cancellationToken).ConfigureAwait(false);
        return grant.Map(granted => new ChangeLabelSchemas.Place(granted.Org.Id));
    }

    private async Task<Result<ChangeLabelSchemas.Place>> OnPlatformAsync(CancellationToken cancellationToken) =>
        await platform.RefuseAsync(PlatformPermissions.PlansWrite, cancellationToken).ConfigureAwait(false) is { } refusal
            ? refusal
            : new ChangeLabelSchemas.Place(null);
}
