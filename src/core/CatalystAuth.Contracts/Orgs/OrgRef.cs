using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>Names an organisation by id or by slug, as <c>{org}</c> in every route.</summary>
public readonly record struct OrgRef : IParsable<OrgRef>
{
    private OrgRef(OrgId? id, string? slug) => (Id, Slug) = (id, slug);

    /// <summary>The id, when it was named by id.</summary>
    public OrgId? Id { get; }

    /// <summary>The slug, when it was named by slug.</summary>
    public string? Slug { get; }

    /// <summary>By id.</summary>
    public static implicit operator OrgRef(OrgId id) => new(id, null);

    /// <inheritdoc />
    public static OrgRef Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var org) ? org : throw new FormatException("An organisation is named by its id (org_…) or its slug.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrgRef result)
    {
        if (TypeId.TryParse<OrgId>(s, out var id))
        {
            result = new(id, null);
            return true;
        }

        var isSlug = OrgSlug.IsValid(s);
        result = isSlug ? new(null, s) : default;
        return isSlug;
    }

    /// <summary>The id or the slug.</summary>
    public override string ToString() => Id?.ToString() ?? Slug ?? string.Empty;
}
