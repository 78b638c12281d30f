namespace CatalystAuth.Contracts.Entitlements;

/// <summary>The limits that Catalyst itself keeps. A plan may name others, which a product counts against by itself.</summary>
public static class LimitNames
{
    /// <summary>How many members an organisation may have.</summary>
    public const string Members = "members";

    /// <summary>How many invitations of an organisation may be pending at once.</summary>
    public const string PendingInvitations = "pending_invitations";

    /// <summary>How many organisations a user may own.</summary>
    public const string OrgsOwned = "orgs_owned";
}

/// <summary>Codes of refusals about entitlements.</summary>
public static class EntitlementErrorCodes
{
    /// <summary>A limit of the plan is reached.</summary>
    public const string LimitReached = "entitlement.limit_reached";
}
