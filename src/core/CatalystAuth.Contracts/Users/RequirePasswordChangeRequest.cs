namespace CatalystAuth.Contracts.Users;

/// <summary>Has a user set another password before their next session.</summary>
/// <param name="Reason">Why, for other admins: 1 to 500 characters.</param>
/// <param name="EndSessions">Whether the sessions that they have end now; else those go on.</param>
public sealed record RequirePasswordChangeRequest(string Reason, bool EndSessions = false);
