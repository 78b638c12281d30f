using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>Sets how the members of an organisation sign in. Whoever sets it can still enter after it.</summary>
internal sealed class ChangeSignInPolicy(
    OrgAccess access, IOrgStore orgs, IMembershipStore memberships, Journal journal, Invalidations invalidations, OfferedMethods methods,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error ExcludesYou = new(
        SignInPolicyErrorCodes.ExcludesYou,
        "You could not enter with the session that you have. Prove what the policy asks for at /v1/auth/step-up first, and send this again.",
        ErrorKind.Conflict);

    public Task<Result<SignInPolicy>> RunAsync(OrgRef reference, SetSignInPolicyRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<SignInPolicy>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.SignInWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var org = granted.Org;
                if (ifVersion is not null && ifVersion != org.Version)
                {
                    return Refusals.VersionMismatch;
                }

                if (await CheckAsync(org.Id, request, ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                var after = new OrgSignIn(OfferedMethods.InOrder(request.Methods), request.RequireMfa, request.SignUp ?? OrgSignUp.InviteOnly)
                {
                    BreakGlassUserId = request.BreakGlassUserId,
                };
                return Excludes(after, granted) ? ExcludesYou : Set(org, after);
            },
            cancellationToken);

    private async Task<Error?> CheckAsync(OrgId org, SetSignInPolicyRequest request, CancellationToken cancellationToken) =>
        methods.Check("methods", request.Methods)
        ?? (request.SignUp is { } signUp && !OrgSignUp.All.Contains(signUp) ? Refuse("signUp", $"It is one of {string.Join(", ", OrgSignUp.All)}.")
            : request.BreakGlassUserId is { } user && !await IsOwnerAsync(org, user, cancellationToken).ConfigureAwait(false)
                ? Refuse("breakGlassUserId", "The break-glass member is an owner of the organisation.")
            : null);

    private async Task<bool> IsOwnerAsync(OrgId org, UserId user, CancellationToken cancellationToken) =>
        await memberships.FindAsync(org, user, cancellationToken).ConfigureAwait(false) is { Role: BuiltInRoles.Owner };

    // Who is no member is let in by what they are on the platform.
    private bool Excludes(OrgSignIn after, OrgGrant grant) =>
        grant is { Actor: Actor.User { Impersonator: null } user, IsMember: true } && user.UserId != after.BreakGlassUserId
        && after.Refuse(BuiltInRoles.Owner, user.SessionId, user.Amr, time.Now()) is not null;

    private SignInPolicy Set(Organisation org, OrgSignIn after)
    {
        var (before, now) = (StateOf(org.SignIn), StateOf(after));
        var isOther = before with { Methods = [] } != now with { Methods = [] } || !before.Methods.SequenceEqual(now.Methods);

        // A glass that is broken is mended by it in any case.
        if (isOther || org.SignIn.GlassSessionId is not null)
        {
            org.SignInBy(after, time.Now());
            journal.Write(org.Id, org.Id.ToString(), new OrgSignInPolicyChanged(before, now));
            invalidations.SignIn(org.Id);
        }

        return org.SignIn.ToContract(org.Version);
    }

    private static SignInPolicyState StateOf(OrgSignIn signIn) => new(signIn.Methods, signIn.RequireMfa, signIn.SignUp, signIn.BreakGlassUserId);

    private static Error Refuse(string field, string message) => Error.Field(SignInPolicyErrorCodes.Invalid, field, message);
}
