using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Invitations;

namespace CatalystAuth.Core.Invitations;

/// <summary>
/// Invites addresses, one or many, in one transaction. A bad row is told and stops no other. An address that is invited already gets
/// the new invitation in place of the old.
/// </summary>
internal sealed class InvitePeople(
    OrgAccess access, InvitationOffers offers, LabelRules labelRules, IInvitationStore invitations, IOrgStore orgs, IUserStore users, IUserAddresses addresses,
    InvitationLinks links, Limits limits, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error NoRow = Error.Field(RequestErrorCodes.Invalid, "invitations", "A row is an invitation, not null.");

    private static readonly Error Repeated = Error.Field(
        InvitationErrorCodes.Repeated, "email", "This address stands in an earlier row.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public async Task<Result<IReadOnlyList<Result<IssuedInvitation>>>> RunAsync(
        OrgRef reference, IReadOnlyList<InviteRequest?> requests, CancellationToken cancellationToken)
    {
        var mailed = await TakeMailsAsync(reference, requests, cancellationToken).ConfigureAwait(false);
        return await unitOfWork.RunAsync<IReadOnlyList<Result<IssuedInvitation>>>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.InvitationsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                if (granted.Actor is not Actor.User caller
                    || await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is not { } inviter)
                {
                    return Refusals.UserRequired;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var rows = await CheckAsync(granted, requests, ct).ConfigureAwait(false);
                return rows.Any(row => row.IsSuccess) ? await IssueAsync(granted, inviter, rows, mailed, ct).ConfigureAwait(false) : Refused(rows);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static List<Result<IssuedInvitation>> Refused(List<Result<InvitationTerms>> rows) =>
        [.. rows.Select(row => (Result<IssuedInvitation>)row.Error)];

    // Each address once, and only for what could be sent: why it can't be mailed, or null when it can.
    private async Task<IReadOnlyDictionary<string, Error?>> TakeMailsAsync(
        OrgRef reference, IReadOnlyList<InviteRequest?> requests, CancellationToken cancellationToken)
    {
        var mailed = new Dictionary<string, Error?>(StringComparer.Ordinal);
        var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.InvitationsWrite, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out _) || granted.Actor is not Actor.User inviter)
        {
            return mailed;
        }

        foreach (var row in await CheckAsync(granted, requests, cancellationToken).ConfigureAwait(false))
        {
            if (row.TryGet(out var terms, out _) && !mailed.ContainsKey(terms.EmailKey))
            {
                mailed.Add(
                    terms.EmailKey, await links.TakeMailAsync(granted.Org.Id, inviter.UserId, terms.EmailKey, cancellationToken).ConfigureAwait(false));
            }
        }

        return mailed;
    }

    private async Task<List<Result<InvitationTerms>>> CheckAsync(
        OrgGrant grant, IReadOnlyList<InviteRequest?> requests, CancellationToken cancellationToken)
    {
        var judge = await labelRules.JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false);
        var rows = new List<Result<InvitationTerms>>(requests.Count);
        foreach (var request in requests)
        {
            // A list may hold null, whatever its type says.
            var row = request is null ? NoRow : InvitationTerms.Check(request);
            rows.Add(row.TryGet(out var terms, out _)
                && await offers.CheckAsync(grant, judge, terms.Role, terms.Groups, terms.LabelsDelta, cancellationToken).ConfigureAwait(false) is { } error
                    ? error
                    : row);
        }

        return rows;
    }

    private async Task<List<Result<IssuedInvitation>>> IssueAsync(
        OrgGrant grant, UserAccount inviter, List<Result<InvitationTerms>> rows, IReadOnlyDictionary<string, Error?> mailed,
        CancellationToken cancellationToken)
    {
        var now = time.Now();
        var org = grant.Org;
        string[] keys = [.. rows.Where(row => row.IsSuccess).Select(row => row.Value.EmailKey).Distinct(StringComparer.Ordinal)];

        // One look-up that is the same for an address with an account elsewhere and for one without.
        var members = await addresses.FindOfMembersAsync(org.Id, keys, cancellationToken).ConfigureAwait(false);
        var open = (await invitations.FindOpenAsync(org.Id, keys, cancellationToken).ConfigureAwait(false))
            .ToDictionary(invitation => invitation.EmailKey, StringComparer.Ordinal);
        var places = await PlacesAsync(org.Id, now, cancellationToken).ConfigureAwait(false);
        var locale = await links.LocaleOfAsync(inviter, cancellationToken).ConfigureAwait(false);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var replaced = new List<InvitationId>();
        var results = new List<Result<IssuedInvitation>>(rows.Count);
        foreach (var row in rows)
        {
            if (!row.TryGet(out var terms, out var error))
            {
                results.Add(error);
                continue;
            }

            var old = open.GetValueOrDefault(terms.EmailKey);
            var takesPlace = old?.StatusAt(now) != InvitationStatus.Pending;
            if ((Refuse(terms, members, done, takesPlace ? places : null) ?? mailed.GetValueOrDefault(terms.EmailKey, InvitationRefusals.Overtaken))
                is { } refused)
            {
                results.Add(refused);
                continue;
            }

            done.Add(terms.EmailKey);
            if (takesPlace)
            {
                places.Take();
            }

            var issued = Issue(org, inviter, terms, locale, now);
            if (old is not null)
            {
                replaced.Add(old.Id);
                WriteReplaced(old, issued.Invitation.Id, now);
            }

            results.Add(issued);
        }

        await invitations.RevokeAsync(replaced, now, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private static Error? Refuse(InvitationTerms terms, IReadOnlySet<string> members, HashSet<string> done, Places? places) =>
        done.Contains(terms.EmailKey) ? Repeated
        : members.Contains(terms.EmailKey) ? MemberRefusals.Exists
        : places?.Refuse();

    private async Task<Places> PlacesAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken) =>
        await limits.OfOrgAsync(org, LimitNames.PendingInvitations, cancellationToken).ConfigureAwait(false) is { } most
            ? new(LimitNames.PendingInvitations, most, await invitations.CountPendingAsync(org, now, cancellationToken).ConfigureAwait(false))
            : new(LimitNames.PendingInvitations, most: null, taken: 0);

    private IssuedInvitation Issue(Organisation org, UserAccount inviter, InvitationTerms terms, string? locale, DateTimeOffset now)
    {
        var id = TypeId.New<InvitationId>(now);
        var tokens = InvitationLinks.NewTokens(id);
        var invitation = new StoredInvitation
        {
            Id = id,
            OrgId = org.Id,
            Email = terms.Email,
            EmailKey = terms.EmailKey,
            Role = terms.Role,
            Groups = terms.Groups,
            LabelsDelta = LabelEntries.Offered(terms.LabelsDelta),
            RedirectUrl = terms.RedirectUrl,
            Life = (long)terms.Life.TotalSeconds,
            InvitedBy = inviter.Id,
            TokenHash = InvitationTokenText.Hash(tokens.Shown),
            MailedTokenHash = InvitationTokenText.Hash(tokens.Mailed),
            CreatedAt = now,
            ExpiresAt = now + terms.Life,
        };
        invitations.Add(invitation);
        journal.Write(org.Id, id.ToString(), new InvitationCreated(invitation.ToState(now)));
        links.Mail(invitation, org, inviter, tokens, locale);
        return new(invitation.ToContract(now), tokens);
    }

    private void WriteReplaced(StoredInvitation old, InvitationId by, DateTimeOffset now)
    {
        var before = old.ToState(now);
        journal.Write(
            old.OrgId, old.Id.ToString(), new InvitationRevoked(before, before with { Status = InvitationStatus.Revoked }, ReplacedBy: by));
    }
}
