namespace CatalystAuth.Contracts.ForwardAuthDomains;

/// <summary>Codes of refusals about domains of forward-auth.</summary>
public static class ForwardAuthDomainErrorCodes
{
    /// <summary>It is no domain of one's own: malformed, an address, of one label, or one under which others register theirs.</summary>
    public const string Invalid = "forward_auth_domain.invalid";

    /// <summary>A domain above or below it is set already.</summary>
    public const string Overlaps = "forward_auth_domain.overlaps";

    /// <summary>No such domain was set.</summary>
    public const string NotFound = "forward_auth_domain.not_found";
}
