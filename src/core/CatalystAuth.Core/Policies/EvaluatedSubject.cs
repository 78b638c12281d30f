using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Policies;

/// <summary>Somebody of whom a policy is asked, with where their parts come from.</summary>
/// <param name="Id">A <c>user_…</c> or <c>key_…</c>.</param>
/// <param name="Org">The organisation.</param>
/// <param name="OrgSlug">Its slug.</param>
/// <param name="Facts">What is known of them.</param>
/// <param name="Sources">Where it comes from.</param>
internal sealed record EvaluatedSubject(string Id, OrgId Org, string OrgSlug, PolicySubject Facts, ClauseSources Sources)
{
    /// <summary>Whom a key's tokens may be for, none for the server's own audience; null of a user, who needs no token.</summary>
    public IReadOnlyList<string>? KeyAudiences { get; init; }
}
