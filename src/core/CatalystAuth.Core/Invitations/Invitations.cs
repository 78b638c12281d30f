using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Invitations;

/// <summary>The invitations' use cases behind their contract.</summary>
internal sealed class Invitations(
    OrgAccess access, IInvitationStore store, InvitePeople invite, ResendInvitation resend, RevokeInvitation revoke, MyInvitations mine,
    InvitationTokenHolder holder, InviterStanding standing, InvitationLinks links, ClientLabels clientLabels, TimeProvider time) : IInvitations
{
    private static readonly Error WrongCount = Error.Field(
        RequestErrorCodes.Invalid, "invitations", $"One request has 1 to {BulkInviteRequest.MaxRows} invitations.");

    public async Task<Result<Invitation>> CreateAsync(OrgRef org, InviteRequest request, CancellationToken cancellationToken = default)
    {
        var rows = await invite.RunAsync(org, [request], cancellationToken).ConfigureAwait(false);
        return !rows.TryGet(out var results, out var error) || !results[0].TryGet(out var issued, out error)
            ? error
            : await ShowAsync(issued, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<BulkInviteResponse>> CreateManyAsync(
        OrgRef org, BulkInviteRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Invitations.Count is 0 or > BulkInviteRequest.MaxRows)
        {
            // Who may not invite here learns that first.
            var grant = await access.AuthorizeAsync(org, BuiltInPermissions.InvitationsWrite, cancellationToken).ConfigureAwait(false);
            return grant.IsSuccess ? WrongCount : grant.Error;
        }

        var rows = await invite.RunAsync(org, request.Invitations, cancellationToken).ConfigureAwait(false);
        if (!rows.TryGet(out var results, out var error))
        {
            return error;
        }

        var answers = new List<BulkInvited>(results.Count);
        foreach (var row in results)
        {
            answers.Add(await AnswerAsync(answers.Count, row, cancellationToken).ConfigureAwait(false));
        }

        return new BulkInviteResponse(answers);
    }

    public async Task<Result<Page<Invitation>>> ListAsync(
        OrgRef org, InvitationStatus? status = null, PageRequest? page = null, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.InvitationsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error))
        {
            return error;
        }

        var now = time.Now();
        if (!(await store.ListAsync(granted.Org.Id, status, now, request, cancellationToken).ConfigureAwait(false)).TryGet(out var found, out error))
        {
            return error;
        }

        var lapsed = await standing.FindLapsedAsync(found.Items, granted.Org, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(
            new Page<Invitation>(
                [.. found.Items.Select(row => row.ToContract(now) with { InviterLapsed = lapsed.Contains(row.Id) })], found.NextCursor), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<Result<Invitation>> GetAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.InvitationsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        var found = await store.FindAsync(invitation, cancellationToken).ConfigureAwait(false);
        if (found is null || found.OrgId != granted.Org.Id)
        {
            return InvitationRefusals.NotFound;
        }

        var lapsed = await standing.HasLapsedAsync(found, granted.Org, cancellationToken).ConfigureAwait(false);
        return await clientLabels.ShowAsync(found.ToContract(time.Now()) with { InviterLapsed = lapsed }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<Invitation>> ResendAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default)
    {
        var renewed = await resend.RunAsync(org, invitation, cancellationToken).ConfigureAwait(false);
        return renewed.TryGet(out var issued, out var error) ? await ShowAsync(issued, cancellationToken).ConfigureAwait(false) : error;
    }

    public Task<Result> RevokeAsync(OrgRef org, InvitationId invitation, CancellationToken cancellationToken = default) =>
        revoke.RunAsync(org, invitation, cancellationToken);

    public Task<Result<IReadOnlyList<MyInvitation>>> ListMineAsync(CancellationToken cancellationToken = default) =>
        mine.ListAsync(cancellationToken);

    public Task<Result<AcceptedInvitation>> AcceptMineAsync(InvitationId invitation, CancellationToken cancellationToken = default) =>
        mine.AcceptAsync(invitation, cancellationToken);

    public Task<Result> DeclineMineAsync(InvitationId invitation, CancellationToken cancellationToken = default) =>
        mine.DeclineAsync(invitation, cancellationToken);

    public Task<Result<InvitationPreview>> PreviewAsync(string token, CancellationToken cancellationToken = default) =>
        holder.PreviewAsync(token, cancellationToken);

    public Task<Result<AcceptedInvitation>> AcceptAsync(string token, CancellationToken cancellationToken = default) =>
        mine.AcceptAsync(token, cancellationToken);

    public Task<Result> DeclineAsync(string token, CancellationToken cancellationToken = default) =>
        holder.DeclineAsync(token, cancellationToken);

    public Task<Result> RequestAsync(string token, CancellationToken cancellationToken = default) =>
        holder.RequestAsync(token, cancellationToken);

    private async Task<Result<Invitation>> ShowAsync(IssuedInvitation issued, CancellationToken cancellationToken) => await clientLabels.ShowAsync(
        links.Show(issued), cancellationToken).ConfigureAwait(false);

    private async Task<BulkInvited> AnswerAsync(int index, Result<IssuedInvitation> row, CancellationToken cancellationToken)
    {
        if (!row.TryGet(out var issued, out var error))
        {
            return new(index) { Error = new(error.Code, error.Message) };
        }

        var answer = await ShowAsync(issued, cancellationToken).ConfigureAwait(false);
        if (!answer.TryGet(out var sent, out error))
        {
            return new(index) { Error = new(error.Code, error.Message) };
        }

        return new(index) { Invitation = sent with { Token = null, Url = null }, Token = sent.Token, Url = sent.Url };
    }
}
