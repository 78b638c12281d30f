using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>How an organisation presents itself. Its name is on <see cref="Org"/>.</summary>
/// <param name="Version">Goes up with each change of the organisation; the ETag.</param>
public sealed record OrgProfile(int Version)
{
    /// <summary>What it does, in at most 2000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>A picture: an absolute https URL of at most 2000 characters; http for this machine alone.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Its site: a URL like that of the logo.</summary>
    public string? Website { get; init; }

    /// <summary>Its colours.</summary>
    public BrandColors? Colors { get; init; }

    /// <summary>Where letters reach it.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>Whom to turn to.</summary>
    public OrgContact? Contact { get; init; }

    /// <summary>Pages of its, at most 20.</summary>
    public IReadOnlyList<ProfileLink> Links
    {
        get;

        // Generated code sets what was absent to null.
        init => field = value ?? [];
    } = [];
}

/// <summary>The colours of a brand, each as <c>#rrggbb</c>.</summary>
/// <param name="Primary">Of what stands out.</param>
/// <param name="Accent">Of what can be clicked.</param>
/// <param name="Background">Behind text.</param>
/// <param name="Text">Of text.</param>
public sealed record BrandColors(string? Primary = null, string? Accent = null, string? Background = null, string? Text = null);

/// <summary>A postal address.</summary>
/// <param name="Lines">Street, house and the like; at most 4 lines of 100 characters.</param>
/// <param name="Locality">City or town.</param>
/// <param name="Region">State, province or county.</param>
/// <param name="PostalCode">At most 20 characters.</param>
/// <param name="Country">ISO 3166 alpha-2, e.g. <c>GB</c>.</param>
public sealed record PostalAddress(
    IReadOnlyList<string>? Lines = null, string? Locality = null, string? Region = null, string? PostalCode = null, string? Country = null);

/// <summary>Whom to turn to.</summary>
/// <param name="Name">A person or a department.</param>
/// <param name="Email">An e-mail address.</param>
/// <param name="Phone">A telephone number (E.164), e.g. <c>+442071838750</c>.</param>
public sealed record OrgContact(string? Name = null, string? Email = null, string? Phone = null);

/// <summary>What an organisation is set to. Catalyst keeps it and reads nothing in it.</summary>
/// <param name="Client">For everybody in the organisation.</param>
/// <param name="Server">For who holds <c>settings:read</c>; absent for everybody else.</param>
/// <param name="Version">Goes up with each change of either part, from 0; the ETag.</param>
public sealed record OrgSettings(JsonObject Client, JsonObject? Server, int Version);
