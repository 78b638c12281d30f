using System.Globalization;
using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>An answer of forward-auth, and what was asked.</summary>
/// <param name="Credential">Who asked.</param>
/// <param name="Decision">The decision cookie that was sent too.</param>
/// <param name="Path">For which path.</param>
/// <param name="Navigates">Whether a page was opened.</param>
/// <param name="Asked">When it was sent.</param>
/// <param name="Answered">When the answer was there.</param>
/// <param name="Response">The answer.</param>
internal sealed record ForwardAuthAnswer(
    Credential Credential, DecisionCookie? Decision, string Path, bool Navigates, long Asked, long Answered, HttpResponseMessage Response)
{
    private bool IsPublic => Path.StartsWith("/public/", StringComparison.Ordinal);

    private bool IsOfBrowser => Credential.Kind is CredentialKind.AppCookie or CredentialKind.DecisionCookie;

    private Person Owner => Credential.Owner;

    /// <summary>What is wrong with it; null when it was right at its time.</summary>
    public string? Judge(Policies policies, string org)
    {
        var status = (int)Response.StatusCode;
        var right = Right(policies);
        return !right.Contains(status) ? $"right was {string.Join(" or ", right)}"
            : status == 200 ? JudgeIdentity(org)
            : Cookies.TakesSession(Response) && !MayHaveEnded ? "the session was taken away, and it lives"
            : null;
    }

    // The session as such. A role that is another by now is no end of it.
    private bool MayHaveEnded => Owner.Ended.MayBeKnownAt(Answered) || Credential.Ended.MayBeKnownAt(Answered);

    private bool HasEnded => Credential.Ended.IsCertainAt(Asked) || (Owner.Ended.IsCertainAt(Asked) && !MayLinger);

    private HashSet<int> Right(Policies policies)
    {
        var refused = Navigates && Credential.Kind is not (CredentialKind.Bearer or CredentialKind.Rubbish) ? 302 : 401;
        if (Credential.Kind == CredentialKind.Nobody)
        {
            // One without a rule is none whoever asks.
            return [IsPublic ? 200 : Path == "/elsewhere" ? 403 : refused];
        }

        // No rule, no question who it is.
        if (Path == "/elsewhere")
        {
            return [403];
        }

        if (Credential.Kind == CredentialKind.Rubbish)
        {
            return [401];
        }

        var right = new HashSet<int>();
        if (MayHaveEnded || TokenMayBeDead)
        {
            right.Add(refused);
        }

        if (!HasEnded && !TokenIsDead)
        {
            foreach (var (version, isAdmin) in policies.Between(Asked, Answered).SelectMany(version => Roles().Select(isAdmin => (version, isAdmin))))
            {
                right.Add(Policies.StatusOf(version, Path, isAdmin));
            }
        }

        return right;
    }

    // Who was read while the change was not yet committed passes for younger than it. A node reads them anew when it learns of the change; a cookie that it
    // gave away before lives on for less than a minute. Not so a session that was ended itself: nothing that says it is of that session is good again.
    private bool MayLinger => Decision is { } cookie && Owner.Ended.MayBeKnownAt(cookie.AnsweredAt) && !Owner.Ended.IsCertainAt(cookie.AskedAt);

    // Of what was issued before the role changed. A session is read anew and goes on.
    private bool TokenMayBeDead => Owner.Demoted.MayBeKnownAt(Answered)
        && (Credential.Kind == CredentialKind.Bearer || (Decision is not null && !Owner.Demoted.IsCertainAt(Decision.AskedAt)));

    private bool TokenIsDead => Owner.Demoted.IsCertainAt(Asked) && Credential.Kind == CredentialKind.Bearer;

    private IEnumerable<bool> Roles()
    {
        if (!Owner.Demoted.IsCertainAt(Asked))
        {
            yield return Owner.IsAdmin;
        }

        if (Owner.Demoted.MayBeKnownAt(Answered) && IsOfBrowser)
        {
            yield return false;
        }
    }

    private string? JudgeIdentity(string org)
    {
        var isKnown = Credential.Kind is not CredentialKind.Nobody;
        (string Name, string Value)[] expected =
        [
            (IdentityHeaders.UserSub, isKnown ? Owner.Id : IdentityHeaders.Absent),
            (IdentityHeaders.SessionId, Credential.Session ?? IdentityHeaders.Absent),
            (IdentityHeaders.OrgId, isKnown ? org : IdentityHeaders.Absent),
        ];
        foreach (var (name, value) in expected)
        {
            var said = Response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "nothing";
            if (said != value)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} was {said} and not {value}");
            }
        }

        return null;
    }
}
