using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Apps;

/// <summary>An app as it is stored.</summary>
public sealed class ProtectedApp
{
    /// <summary>Its id.</summary>
    public required AppId Id { get; init; }

    /// <summary>The organisation that it belongs to.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>The hosts it answers for, canonical.</summary>
    public required IReadOnlyList<string> Hosts { get; set; }

    /// <summary>Its rules.</summary>
    public required IReadOnlyList<AppRule> Rules { get; set; }

    /// <summary>Its policy engine.</summary>
    public required string Engine { get; set; }

    /// <summary>How nobody in particular is answered where somebody is needed.</summary>
    public required string Unauthenticated { get; set; }

    /// <summary>Canonical paths below which only programs are answered.</summary>
    public required IReadOnlyList<string> ApiPathPrefixes { get; set; }

    /// <summary>What becomes of CORS preflights.</summary>
    public required string Preflight { get; set; }

    /// <summary>Whom bearer tokens may be for; none for the server's own audience.</summary>
    public required IReadOnlyList<string> Audiences { get; set; }

    /// <summary>What it asks of sessions.</summary>
    public AppSignIn SignIn { get; set; } = AppSignIn.None;

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public App ToContract() => new(Id, OrgId, Name, Hosts, Rules, Version, CreatedAt, UpdatedAt)
    {
        Engine = Engine,
        Unauthenticated = Unauthenticated,
        ApiPathPrefixes = ApiPathPrefixes,
        Preflight = Preflight,
        Audiences = Audiences,
        SignIn = SignIn,
    };
}
