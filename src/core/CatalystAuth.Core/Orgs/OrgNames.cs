using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Orgs;

/// <summary>Checks and derives the names of organisations.</summary>
internal static class OrgNames
{
    public static readonly Error SlugTaken = Error.Field(OrgErrorCodes.SlugTaken, "slug", "This slug is in use. Choose another.") with
    {
        Kind = ErrorKind.Conflict,
    };

    /// <summary>How many slugs of one organisation are remembered: nobody collects them.</summary>
    public const int MaxSlugs = 20;

    public static readonly Error TooManySlugs = new(
        OrgErrorCodes.TooManySlugs, $"An organisation has at most {MaxSlugs} slugs in its life. Take one of the former ones.", ErrorKind.Conflict);

    private const string SuffixAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static Error? CheckName(string name) => DisplayNames.IsValid(name)
        ? null
        : Error.Field(OrgErrorCodes.InvalidName, "name", DisplayNames.Rule);

    // A slug that reads as an id would make {org} in a route mean two things.
    public static Error? CheckSlug(string slug) => OrgSlug.IsValid(slug)
        ? null
        : Error.Field(
            OrgErrorCodes.InvalidSlug, "slug",
            $"A slug is made of a-z, 0-9 and single hyphens between them, at most {OrgSlug.MaxLength} characters.");

    /// <summary>A slug that resembles the name, with a random end when asked for one that nobody has.</summary>
    public static string Derive(string name, bool unique)
    {
        var slug = new StringBuilder();
        foreach (var c in SlugLetters.Of(name))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length >= OrgSlug.MaxLength - 8)
            {
                break;
            }
        }

        var stem = slug.ToString().Trim('-');
        if (stem.Length == 0)
        {
            stem = "org";
            unique = true;
        }

        return unique ? $"{stem}-{RandomNumberGenerator.GetString(SuffixAlphabet, 6)}" : stem;
    }
}
