using CatalystAuth.Contracts.AppSessions;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.AppSessions;

/// <summary>Sends a browser that is signed in at the portal back to the app that it came from, with a code that it can use once.</summary>
public sealed class AuthorizeAppLogin(
    CallContext call, IAppStore apps, IAppSessionStore store, ISessionStore sessions, EffectiveIdentityResolver identities, AppLoginSeal seal,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    private static readonly Error Invalid = new(
        AppSessionErrorCodes.InvalidRequest, "This address is not complete, or not from here. Open the app again.", ErrorKind.Invalid);

    private static readonly Error HttpsRequired = new(
        AppSessionErrorCodes.HttpsRequired, "The app was opened by plain HTTP, where others could read your sign-in. Open it with https.", ErrorKind.Invalid);

    private static readonly Error NotAdmitted = new(
        AppSessionErrorCodes.NotAdmitted, "You are signed in, but not a member of the organisation that this app belongs to.", ErrorKind.Forbidden);

    /// <summary>What the browser does next.</summary>
    /// <param name="request">As it was sealed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<AppLoginStep>> RunAsync(string? request, CancellationToken cancellationToken)
    {
        if (seal.Open(request) is not { } login)
        {
            return Invalid;
        }

        if (await apps.FindAsync(login.App, cancellationToken).ConfigureAwait(false) is not { } app || !new AppHosts(app.Hosts).Has(login.Host, login.IsHttps))
        {
            return Invalid;
        }

        if (!login.MayCarryCode)
        {
            return HttpsRequired;
        }

        // There it begins anew.
        if (login.IsExpired(time.Now()))
        {
            return new AppLoginStep.GoTo(login.Target);
        }

        if (call is not { Actor: Actor.User caller, IsOfBrowser: true })
        {
            return new AppLoginStep.SignIn();
        }

        if (caller.Impersonator is not null
            || await identities.FindAsync(caller.UserId, app.OrgId, cancellationToken).ConfigureAwait(false) is not { } identity)
        {
            return NotAdmitted;
        }

        if (await sessions.FindAsync(caller.SessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new AppLoginStep.SignIn();
        }

        // What the app asks for, its rules do: they know what is public.
        if (identity.SignIn.Refuse(identity.Identity.Role, session, time.Now()) is { } unmet)
        {
            return unmet.Proofs.Count > 0 ? new AppLoginStep.Prove(unmet.Proofs) : unmet;
        }

        // A password is no second factor, nor a newer use of one.
        return login.Proof is { } demand && !demand.IsMetBy(session.Amr, session.AuthTime?.ToUnixTimeSeconds(), time.Now())
            ? new AppLoginStep.Prove([StepUpProofs.SecondFactor])
            : await IssueAsync(caller, app, login, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<AppLoginStep>> IssueAsync(Actor.User caller, ProtectedApp app, AppLoginRequest login, CancellationToken cancellationToken)
    {
        var code = OpaqueSecret.New();
        var issued = await unitOfWork.RunAsync<bool>(
            _ =>
            {
                store.Add(new AppLoginCode
                {
                    Hash = OpaqueSecret.HashOf(code)!,
                    SessionId = caller.SessionId,
                    OrgId = app.OrgId,
                    AppId = app.Id,
                    Host = login.HostName,
                    Domain = login.Domain,
                    NonceHash = login.NonceHash,
                    ExpiresAt = time.Now() + CodeLifetime,
                });
                return Task.FromResult<Result<bool>>(true);
            },
            cancellationToken).ConfigureAwait(false);
        return issued.Map<AppLoginStep>(_ => new AppLoginStep.GoTo($"{login.Origin}{AppLoginPaths.Callback}?code={code}&state={seal.Seal(login)}"));
    }
}

/// <summary>What a browser at the portal does next.</summary>
public abstract record AppLoginStep
{
    private AppLoginStep()
    {
    }

    /// <summary>Nobody is signed in with it.</summary>
    public sealed record SignIn : AppLoginStep;

    /// <summary>The user proves anew who they are, by a second factor or by what else is missing, and then asks again.</summary>
    /// <param name="Proofs">One of these (<see cref="StepUpProofs"/>).</param>
    public sealed record Prove(IReadOnlyList<string> Proofs) : AppLoginStep;

    /// <summary>It goes somewhere.</summary>
    /// <param name="Url">Where.</param>
    public sealed record GoTo(string Url) : AppLoginStep;
}

/// <summary>The paths on an app's own host that forward-auth answers itself. The app never sees them.</summary>
public static class AppLoginPaths
{
    /// <summary>What they all begin with.</summary>
    public const string Prefix = "/.catalyst/";

    /// <summary>Where the browser comes back to with its code.</summary>
    public const string Callback = Prefix + "callback";

    /// <summary>Where it shows that it kept its cookie.</summary>
    public const string Landing = Prefix + "landing";

    /// <summary>Where it shows that it dropped a cookie that does not hold.</summary>
    public const string Forget = Prefix + "forget";

    /// <summary>Ends the session.</summary>
    public const string SignOut = Prefix + "sign-out";

    /// <summary>Where a proxy that hands no redirect on sends everybody who has to be known: <see cref="DirectHosts"/> has it.</summary>
    public const string Start = Prefix + "start";
}
