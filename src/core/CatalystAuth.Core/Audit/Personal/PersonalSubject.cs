using System.Text.Json;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Whom the personal data of a record is about: under whose key it is kept, and with whom it is erased.</summary>
internal static class PersonalSubject
{
    private const string Platform = "platform";

    /// <summary>The subject of what is in a record's data.</summary>
    public static string OfData(string action, OrgId? org, string target, string actor, JsonElement data) =>
        action[..action.IndexOf('.', StringComparison.Ordinal)] switch
        {
            "user" or "member" when IsUser(target) => target,
            "session" when UserOf(data) is { } user => user,

            // Who is invited need not be a user.
            "invitation" => target,
            "org" when org is not null => $"{org}",
            _ => OfCaller(actor) ?? (org is null ? Platform : $"{org}"),
        };

    /// <summary>The subject of the caller's address and <c>User-Agent</c>; null when the caller is no person, or not known.</summary>
    public static string? OfCaller(string actor) => IsUser(actor) ? actor : null;

    private static bool IsUser(string id) => UserId.TryParse(id, null, out _);

    private static string? UserOf(JsonElement data) =>
        (data.TryGetProperty("after", out var state) || data.TryGetProperty("before", out state))
        && state.TryGetProperty("userId", out var user) && user.ValueKind == JsonValueKind.String && user.GetString() is { } id && IsUser(id)
            ? id
            : null;
}
