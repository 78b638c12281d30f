using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Server.Portal.Security;

/// <summary>Why the page that asks for a proof is open, as its address says. Changing that changes what is shown, and nothing of what is proven.</summary>
/// <param name="Onward">Where it leads on to; null for the page about factors.</param>
/// <param name="Proofs">What helps, one of these (<see cref="StepUpProofs"/>); empty where anything does.</param>
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

    /// <summary>Whether the page about factors asks: who has a second one shows it there.</summary>
    public bool IsForFactors => Onward is null || Onward.StartsWith(SecurityEndpoints.Page, StringComparison.Ordinal);

    /// <summary>The address.</summary>
    public string Path =>
        (Onward is not null ? LocalPath.With(ConfirmEndpoints.Page, Onward) : ConfirmEndpoints.Page)
        + string.Concat(Proofs.Select((proof, at) => $"{(Onward is null && at == 0 ? '?' : '&')}{ProofName}={proof}"));

    /// <summary>Whether a proof helps.</summary>
    public bool Takes(string proof) => Proofs.Count == 0 || Proofs.Contains(proof);

    /// <summary>Asked for by a page of this server; by whatever one has.</summary>
    public static ConfirmAsk For(string page) => new(page, []);

    /// <summary>Reads it.</summary>
    public static ConfirmAsk Of(IQueryCollection query)
    {
        string[] proofs = [.. Known.Where(proof => query[ProofName].Contains(proof))];
        return LocalPath.Read(query["continue"]) is { } onward
            && (onward.StartsWith(Apps, StringComparison.Ordinal) || Array.Exists(Pages, own => onward.StartsWith(own, StringComparison.Ordinal)))
            ? new(onward, proofs)
            : new(null, proofs);
    }
}
