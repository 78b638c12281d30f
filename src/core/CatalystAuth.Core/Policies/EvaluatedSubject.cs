using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Policies;

/// <summary>Somebody of whom a policy is asked, with where their parts come from.</summary>
/// <param name="Id">A <c>user_…</c> or <c>key_…</c>.</param>
/// <param name="Org">The organisation.</param>
/// <param name="OrgSlug">Its slug.</param>
/// <param name="Facts">What is known of them.</param>
/// <param name="Sources">Where it comes from.</param>
internal sealed record EvaluatedSubject(string Id, OrgId Org, string OrgSlug, PolicySubject Facts, ClauseSources Sources);
