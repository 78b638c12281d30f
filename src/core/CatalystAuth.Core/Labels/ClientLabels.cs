using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Labels;

/// <summary>
/// The one place that says which labels leave. Hidden ones are for servers (an organisation's keys), for who may write labels there, and
/// for platform admins; nobody else learns of them, nor does any token. What has expired is shown to nobody.
/// </summary>
public sealed class ClientLabels(ILabelSchemaStore schemas, OrgAccess access, TimeProvider time)
{
    /// <summary>Whether a caller sees labels that clients don't.</summary>
    internal static bool SeesHidden(OrgGrant grant) => grant.Actor is Actor.Key || grant.Holds(BuiltInPermissions.LabelsWrite);

    /// <summary>Labels of a user as their client may know them, where no organisation is meant.</summary>
    internal async Task<IReadOnlyList<string>> OfUserAsync(IReadOnlyList<LabelEntry> labels, CancellationToken cancellationToken) =>
        labels.Count == 0 ? [] : (await ForClientsAsync([], cancellationToken).ConfigureAwait(false)).TextsOf(labels);

    /// <summary>A user as their own client may know them.</summary>
    internal async Task<User> ShowAsync(User user, CancellationToken cancellationToken) =>
        user.Labels.Count == 0 ? user : (await ForClientsAsync([], cancellationToken).ConfigureAwait(false)).In(user);

    /// <summary>Whether a label must not even be asked for by somebody.</summary>
    internal async Task<bool> IsHiddenFromAsync(OrgGrant grant, string label, CancellationToken cancellationToken) =>
        !SeesHidden(grant) && (await SetOfAsync([grant.Org.Id], cancellationToken).ConfigureAwait(false)).Hides(label);

    internal Task<Result<Org>> ShowAsync(Result<Org> result, CancellationToken cancellationToken) => ShowAsync(
        result, org => org.Id, org => org.Labels.Count > 0, (shown, org) => shown.In(org), cancellationToken);

    /// <summary>An organisation that may be stopped, so that nobody's standing in it can be asked: as clients may know it.</summary>
    internal async Task<Result<Org>> ShowStoppedAsync(Result<Org> result, CancellationToken cancellationToken) =>
        result.TryGet(out var org, out _) && org.Labels.Count > 0
            ? (await ForClientsAsync([org.Id], cancellationToken).ConfigureAwait(false)).In(org)
            : result;

    /// <summary>Organisations of somebody whose standing in each was not asked: as clients may know them.</summary>
    internal async Task<Result<Page<Org>>> ShowAsync(Result<Page<Org>> result, CancellationToken cancellationToken)
    {
        if (!result.TryGet(out var page, out _) || page.Items.All(org => org.Labels.Count == 0))
        {
            return result;
        }

        var all = await schemas.ListAsync([.. page.Items.Select(org => org.Id)], cancellationToken).ConfigureAwait(false);
        return page with
        {
            Items = [.. page.Items.Select(org =>
                new ShownLabels(new(all.Where(schema => schema.OrgId is null || schema.OrgId == org.Id)), time.Now()).In(org))],
        };
    }

    internal Task<Result<Group>> ShowAsync(Result<Group> result, CancellationToken cancellationToken) => ShowAsync(
        result, group => group.OrgId, group => group.Labels.Count > 0, (shown, group) => shown.In(group), cancellationToken);

    internal Task<Result<Page<Group>>> ShowAsync(Result<Page<Group>> result, CancellationToken cancellationToken) => ShowAsync(
        result, page => page.Items[0].OrgId, page => page.Items.Any(group => group.Labels.Count > 0),
        (shown, page) => page with { Items = [.. page.Items.Select(shown.In)] }, cancellationToken);

    internal Task<Result<ApiKey>> ShowAsync(Result<ApiKey> result, CancellationToken cancellationToken) => ShowAsync(
        result, key => key.OrgId, key => key.Labels.Count > 0, (shown, key) => shown.In(key), cancellationToken);

    internal Task<Result<Page<ApiKey>>> ShowAsync(Result<Page<ApiKey>> result, CancellationToken cancellationToken) => ShowAsync(
        result, page => page.Items[0].OrgId, page => page.Items.Any(key => key.Labels.Count > 0),
        (shown, page) => page with { Items = [.. page.Items.Select(shown.In)] }, cancellationToken);

    internal Task<Result<Member>> ShowAsync(OrgRef org, Result<Member> result, CancellationToken cancellationToken) => ShowAsync(
        result, _ => org, member => member.LabelsDelta.Count > 0, (shown, member) => shown.In(member), cancellationToken);

    internal Task<Result<Page<Member>>> ShowAsync(OrgRef org, Result<Page<Member>> result, CancellationToken cancellationToken) => ShowAsync(
        result, _ => org, page => page.Items.Any(member => member.LabelsDelta.Count > 0),
        (shown, page) => page with { Items = [.. page.Items.Select(shown.In)] }, cancellationToken);

    internal Task<Result<BulkAddMembersResponse>> ShowAsync(OrgRef org, Result<BulkAddMembersResponse> result, CancellationToken cancellationToken) =>
        ShowAsync(
            result, _ => org, answer => answer.Results.Any(row => row.Member is { LabelsDelta.Count: > 0 }),
            (shown, answer) => new BulkAddMembersResponse(
                [.. answer.Results.Select(row => row.Member is { } member ? row with { Member = shown.In(member) } : row)]),
            cancellationToken);

    internal Task<Result<Invitation>> ShowAsync(Result<Invitation> result, CancellationToken cancellationToken) => ShowAsync(
        result, invitation => invitation.OrgId, invitation => invitation.LabelsDelta.Count > 0, (shown, invitation) => shown.In(invitation),
        cancellationToken);

    internal Task<Result<Page<Invitation>>> ShowAsync(Result<Page<Invitation>> result, CancellationToken cancellationToken) => ShowAsync(
        result, page => page.Items[0].OrgId, page => page.Items.Any(invitation => invitation.LabelsDelta.Count > 0),
        (shown, page) => page with { Items = [.. page.Items.Select(shown.In)] }, cancellationToken);

    private async Task<Result<T>> ShowAsync<T>(
        Result<T> result, Func<T, OrgRef> orgOf, Func<T, bool> hasLabels, Func<ShownLabels, T, T> show, CancellationToken cancellationToken)
    {
        if (!result.TryGet(out var value, out _) || !hasLabels(value))
        {
            return result;
        }

        // Who may see what matters only where something is hidden.
        var org = orgOf(value);
        if (org.Id is { } id && await SetOfAsync([id], cancellationToken).ConfigureAwait(false) is { HidesAny: false } open)
        {
            return show(new(open, time.Now()), value);
        }

        var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
        if (!entered.TryGet(out var grant, out var refusal))
        {
            return refusal;
        }

        var set = SeesHidden(grant) ? LabelSchemaSet.Empty : await SetOfAsync([grant.Org.Id], cancellationToken).ConfigureAwait(false);
        return show(new(set, time.Now()), value);
    }

    private async Task<ShownLabels> ForClientsAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) =>
        new(await SetOfAsync(orgs, cancellationToken).ConfigureAwait(false), time.Now());

    private async Task<LabelSchemaSet> SetOfAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken) =>
        new(await schemas.ListAsync(orgs, cancellationToken).ConfigureAwait(false));
}
