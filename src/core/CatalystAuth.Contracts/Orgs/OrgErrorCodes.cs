namespace CatalystAuth.Contracts.Orgs;

/// <summary>Codes of refusals about organisations.</summary>
public static class OrgErrorCodes
{
    /// <summary>No such organisation, or the caller is not in it.</summary>
    public const string NotFound = "org.not_found";

    /// <summary>The slug is in use.</summary>
    public const string SlugTaken = "org.slug_taken";

    /// <summary>The slug breaks its grammar.</summary>
    public const string InvalidSlug = "org.invalid_slug";

    /// <summary>The name is empty or too long.</summary>
    public const string InvalidName = "org.invalid_name";
}
