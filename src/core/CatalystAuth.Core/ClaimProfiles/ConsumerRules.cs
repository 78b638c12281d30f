using System.Text.Json;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Looks at one claim by one rule. Pure.</summary>
internal static class ConsumerRules
{
    private const string Collection = "collection";
    private const string AccessMember = "access";

    /// <summary>What is wrong; null for nothing.</summary>
    public static string? FaultOf(ProfileDocument document, ProfileRule rule, JsonElement claims)
    {
        var name = string.Join(" / ", rule.Path);
        if (Find(claims, rule.Path) is not { } value)
        {
            return rule.Optional ? null : $"{name} is missing.";
        }

        return !HasForm(document, rule.Is, value) ? $"{name} {FormOf(document, rule.Is)}."
            : rule.Among is { } path && (Find(claims, path) is not { } list || !TextsOf(list).Contains(value.GetString())) ? $"{name} is not in {path[^1]}."
            : rule.Names ? FaultOfNames(document, name, value)
            : null;
    }

    private static string? FaultOfNames(ProfileDocument document, string name, JsonElement value)
    {
        var names = value.ValueKind == JsonValueKind.Array ? TextsOf(value) : value.GetString()!.Split(' ');
        foreach (var one in names)
        {
            if (ReservedNames.FindIn(document.Name, one!) is { } reserved)
            {
                return $"{name} gives {one}: {reserved.Why}";
            }

            if (document.Values is { } values && !values.Contains(one, StringComparer.Ordinal))
            {
                return $"{name} gives {one}, which is none of {string.Join(", ", values)}.";
            }
        }

        return null;
    }

    private static JsonElement? Find(JsonElement claims, IReadOnlyList<string> path)
    {
        foreach (var name in path)
        {
            if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty(name, out claims))
            {
                return null;
            }
        }

        return claims;
    }

    private static bool HasForm(ProfileDocument document, ClaimForm form, JsonElement value) => form switch
    {
        ClaimForm.Text => IsText(value),
        ClaimForm.Words => IsText(value) && value.GetString()!.Split(' ').All(word => word.Length > 0),
        ClaimForm.Texts => AreTexts(value),
        ClaimForm.SessionVariables => value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(member => member.Name.StartsWith("x-hasura-", StringComparison.Ordinal) && (IsText(member.Value) || AreTexts(member.Value))),
        ClaimForm.Access => IsAccess(document, value),
        _ => false,
    };

    private static bool IsAccess(ProfileDocument document, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return document.AccessToAll!.Contains(value.GetString());
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return false;
        }

        // Each collection once, and no member more: a filter by payload is not taken any more.
        return value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object && entry.EnumerateObject().Count() == 2
                && entry.TryGetProperty(Collection, out var collection) && IsText(collection)
                && entry.TryGetProperty(AccessMember, out var access) && IsText(access) && document.Access!.Contains(access.GetString()))
            && value.EnumerateArray().Select(entry => entry.GetProperty(Collection).GetString()).Distinct(StringComparer.Ordinal).Count() == value.GetArrayLength();
    }

    private static string FormOf(ProfileDocument document, ClaimForm form) => form switch
    {
        ClaimForm.Text => "is no text",
        ClaimForm.Words => "is not made of words",
        ClaimForm.Texts => "is no list of texts",
        ClaimForm.SessionVariables => "is no object of x-hasura-… whose values are texts or lists of texts",
        _ => $"is neither {string.Join(" nor ", document.AccessToAll ?? [])}, nor a list, not empty, that gives access to each collection once",
    };

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 };

    private static bool AreTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText);

    private static IEnumerable<string?> TextsOf(JsonElement value) =>
        AreTexts(value) ? value.EnumerateArray().Select(text => text.GetString()) : [];
}
