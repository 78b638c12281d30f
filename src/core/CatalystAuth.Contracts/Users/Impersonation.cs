using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Contracts.Users;

/// <summary>Begins a session in which a platform admin acts as a user.</summary>
/// <param name="Reason">Why, for the audit: 1 to 500 characters.</param>
/// <param name="Org">The one organisation (id or slug) that may be entered, and that hears of it; null for what is the user's alone.</param>
/// <param name="Writes">Whether something may be changed; otherwise only looked at.</param>
public sealed record ImpersonateRequest(string Reason, string? Org = null, bool Writes = false);

/// <summary>A session in which a platform admin acts as a user.</summary>
/// <param name="Session">The session; its end is near and can't be put off.</param>
/// <param name="Tokens">Tokens that name the user as <c>sub</c> and the admin as <c>act</c>.</param>
public sealed record Impersonation(Session Session, TokenSet Tokens);
