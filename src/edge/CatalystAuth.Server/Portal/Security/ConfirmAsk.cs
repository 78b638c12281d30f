using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Why the page that asks for a proof is open, as its address says. Changing that changes what is shown, and nothing of what is proven.</summary>
/// <param name="Onward">Where it leads on to; null for the page about factors.</param>
/// <param name="Proofs">What helps, one of these (<see cref="StepUpProofs"/>); empty for the best that somebody has.</param>
public sealed record ConfirmAsk(string? Onward, IReadOnlyList<string> Proofs)
{
    // What sends browsers back to apps.
    private const string Apps = "/forward-auth/authorize?";

    private const string ProofName = "proof";

    // Pages that ask before something that matters.
    private static readonly string[] Pages = ["/account", "/orgs/", "/join/"];

    private static readonly string[] Known = [StepUpProofs.Password, StepUpProofs.Passkey, StepUpProofs.SecondFactor];

    /// <summary>Whether an app asks.</summary>
    public bool IsForApp => Onward?.StartsWith(Apps, StringComparison.Ordinal) == true;

    /// <summary>The address.</summary>
    public string Path =>
        (Onward is not null ? LocalPath.With(ConfirmEndpoints.Page, Onward) : ConfirmEndpoints.Page)
        + string.Concat(Proofs.Select((proof, at) => $"{(Onward is null && at == 0 ? '?' : '&')}{ProofName}={proof}"));

    /// <summary>Where who does not want to goes: the page that asked, unless it would ask again.</summary>
    public string Back => IsForApp ? "/" : Onward is null or SecurityEndpoints.Delete ? SecurityEndpoints.Page : Onward;

    /// <summary>Whether somebody has any of the proofs that are named.</summary>
    public bool IsProvenBy(Mfa factors) =>
        (Proofs.Contains(StepUpProofs.Password) && factors.HasPassword)
        || (Proofs.Contains(StepUpProofs.SecondFactor) && factors.Totp.Count + factors.Passkeys.Count > 0)
        || (Proofs.Contains(StepUpProofs.Passkey) && factors.Passkeys.Count > 0);

    /// <summary>Asked for by a page of this server, by the best that one has.</summary>
    public static ConfirmAsk For(string page) => new(page, []);

    /// <summary>Reads it.</summary>
    public static ConfirmAsk Of(IQueryCollection query)
    {
        string[] proofs = [.. Known.Where(proof => query[ProofName].Contains(proof))];
        return LocalPath.Read(query["continue"]) switch
        {
            { } app when app.StartsWith(Apps, StringComparison.Ordinal) => new(app, proofs.Length > 0 ? proofs : [StepUpProofs.SecondFactor]),
            { } page when Array.Exists(Pages, own => page.StartsWith(own, StringComparison.Ordinal)) => new(page, proofs),
            _ => new(null, proofs),
        };
    }
}
