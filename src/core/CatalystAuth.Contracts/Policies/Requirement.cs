using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Policies;

/// <summary>
/// What a request has to satisfy: the one requirement language, used by forward-auth, gates and middleware.
/// On the wire <c>"public"</c> or an object with exactly one member, e.g. <c>{"all":[{"scope":"app:read"},{"not":{"label":"beta"}}]}</c>.
/// <c>api/policy.schema.json</c> is its JSON Schema.
/// </summary>
[JsonConverter(typeof(RequirementJsonConverter))]
public abstract record Requirement
{
    private Requirement() { }

    /// <summary>Nothing is asked for.</summary>
    public sealed record Public : Requirement;

    /// <summary>Every part holds.</summary>
    public sealed record All(IReadOnlyList<Requirement> Parts) : Requirement;

    /// <summary>At least one part holds.</summary>
    public sealed record Any(IReadOnlyList<Requirement> Parts) : Requirement;

    /// <summary>The part is known not to hold.</summary>
    public sealed record Not(Requirement Part) : Requirement;

    /// <summary>The token was granted the scope.</summary>
    public sealed record Scope(string Name) : Requirement;

    /// <summary>The label applies: <c>key</c> with any value, or exactly <c>key:value</c>.</summary>
    public sealed record Label(string Name) : Requirement;

    /// <summary>The role applies.</summary>
    public sealed record Role(string Name) : Requirement;

    /// <summary>The permission is held. For a token that is its scope.</summary>
    public sealed record Permission(string Name) : Requirement;

    /// <summary>The subject is in the group.</summary>
    public sealed record Group(string Name) : Requirement;

    /// <summary>The organisation has the plan.</summary>
    public sealed record Plan(string Name) : Requirement;

    /// <summary>The organisation's plan has the feature.</summary>
    public sealed record Feature(string Name) : Requirement;

    /// <summary>The token is for the organisation (id or slug).</summary>
    public sealed record Org(string Name) : Requirement;

    /// <summary>A second factor was used, at most <paramref name="MaxAge"/> seconds ago.</summary>
    public sealed record Mfa(int? MaxAge) : Requirement;

    /// <summary>The user has signed in this way: <c>password</c>, <c>email</c> or <c>passkey</c>.</summary>
    public sealed record Method(string Name) : Requirement;

    /// <summary>The client's address is in one of the networks (CIDR).</summary>
    public sealed record Ip(params IReadOnlyList<string> Networks) : Requirement;

    /// <summary>The time is in the window.</summary>
    public sealed record Time(TimeWindow Window) : Requirement;
}
