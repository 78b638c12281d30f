using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>Lets the break-glass member into an organisation whose sign-in policy they can't meet: for an hour, with one session, and everybody hears of it.</summary>
internal sealed class BreakGlass(
    CallContext call, IOrgStore orgs, IMembershipStore memberships, IUserStore users, Journal journal, MailQueue mails, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly Error NotBreakGlass = new(
        SignInPolicyErrorCodes.NotBreakGlass, "You are not the break-glass member of this organisation.", ErrorKind.Forbidden);

    private static readonly Error ReasonNeeded = Error.Field(SignInPolicyErrorCodes.Invalid, "reason", $"Say why. {Descriptions.Rule}");

    public Task<Result<BrokenGlass>> RunAsync(OrgRef reference, BreakGlassRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<BrokenGlass>(
            async ct =>
            {
                if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
                {
                    return refusal;
                }

                if (await orgs.FindAsync(reference, ct).ConfigureAwait(false) is not { } org
                    || await memberships.FindAsync(org.Id, caller.UserId, ct).ConfigureAwait(false) is not { } membership)
                {
                    return Refusals.OrgNotFound;
                }

                await orgs.LockAsync(org.Id, ct).ConfigureAwait(false);
                return Refusals.Stopped(org.Status) is { } stopped ? stopped
                    : org.SignIn.BreakGlassUserId != caller.UserId || membership.Role != BuiltInRoles.Owner ? NotBreakGlass
                    : string.IsNullOrWhiteSpace(request.Reason) || !Descriptions.IsValid(request.Reason) ? ReasonNeeded
                    : await BreakAsync(org, caller, request.Reason.Trim(), ct).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<BrokenGlass> BreakAsync(Organisation org, Actor.User caller, string reason, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (org.SignIn.GlassSessionId == caller.SessionId && org.SignIn.GlassUntil - now > Lifetime / 2)
        {
            // It is broken, and everybody has been told.
            return new(org.SignIn.GlassUntil!.Value);
        }

        var until = now + Lifetime;
        org.SignInBy(org.SignIn with { GlassSessionId = caller.SessionId, GlassUntil = until }, now);
        journal.Write(org.Id, org.Id.ToString(), new OrgGlassBroken(reason, until));
        var who = await users.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
        foreach (var owner in await memberships.ListOwnersAsync(org.Id, cancellationToken).ConfigureAwait(false))
        {
            mails.Enqueue(MailAddress.Of(owner), new GlassBrokenMail(org.Name, who!.Name, reason, now, call.IpAddress), brandOf: org.Id);
        }

        return new(until);
    }
}
