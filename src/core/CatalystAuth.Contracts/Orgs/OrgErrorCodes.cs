namespace CatalystAuth.Contracts.Orgs;

/// <summary>Codes of refusals about organisations.</summary>
public static class OrgErrorCodes
{
    /// <summary>No such organisation, or the caller is not in it.</summary>
    public const string NotFound = "org.not_found";

    /// <summary>The organisation is open, and has no place left for who would join.</summary>
    public const string Full = "org.full";

    /// <summary>The slug is in use, or was another organisation's.</summary>
    public const string SlugTaken = "org.slug_taken";

    /// <summary>The slug breaks its grammar.</summary>
    public const string InvalidSlug = "org.invalid_slug";

    /// <summary>The name is empty or too long.</summary>
    public const string InvalidName = "org.invalid_name";

    /// <summary>The organisation has had as many slugs as are remembered.</summary>
    public const string TooManySlugs = "org.too_many_slugs";

    /// <summary>A field of the profile is malformed or too large.</summary>
    public const string InvalidProfile = "org.invalid_profile";

    /// <summary>A part of the settings is too large, too deep or malformed.</summary>
    public const string InvalidSettings = "org.invalid_settings";

    /// <summary>A search is malformed.</summary>
    public const string InvalidQuery = "org.invalid_query";

    /// <summary>The organisation is suspended; told to its members and keys only.</summary>
    public const string Suspended = "org.suspended";

    /// <summary>The organisation is deleted; told to its members and keys only.</summary>
    public const string Deleted = "org.deleted";

    /// <summary>Only what is deleted can be restored or purged.</summary>
    public const string NotDeleted = "org.not_deleted";

    /// <summary>The time in which it could be restored is over.</summary>
    public const string RestoreExpired = "org.restore_expired";

    /// <summary>None of its owners has an account any more.</summary>
    public const string NoOwner = "org.no_owner";

    /// <summary>The reason of a suspension is too long or malformed.</summary>
    public const string InvalidReason = "org.invalid_reason";
}
