namespace CatalystAuth.Contracts.Entitlements;

/// <summary>The limits that Catalyst itself keeps. A plan may name others, which a product counts against by itself.</summary>
public static class LimitNames
{
    /// <summary>How many members an organisation may have.</summary>
    public const string Members = "members";

    /// <summary>How many invitations of an organisation may be pending at once.</summary>
    public const string PendingInvitations = "pending_invitations";

    /// <summary>How many groups an organisation may have.</summary>
    public const string Groups = "groups";

    /// <summary>How many keys of an organisation may work at once.</summary>
    public const string Keys = "keys";

    /// <summary>How many organisations a user may own: by the default plan and what is overridden for the user.</summary>
    public const string OrgsOwned = "orgs_owned";

    /// <summary>All of them. They are counted from what is there, so nobody consumes them by hand.</summary>
    public static IReadOnlyList<string> All { get; } = [Groups, Keys, Members, OrgsOwned, PendingInvitations];
}

/// <summary>Codes of refusals about entitlements.</summary>
public static class EntitlementErrorCodes
{
    /// <summary>A limit of the plan is reached.</summary>
    public const string LimitReached = "entitlement.limit_reached";

    /// <summary>A feature, a limit or a time is malformed, stands twice, or is too much.</summary>
    public const string Invalid = "entitlement.invalid";

    /// <summary>Neither the organisation's plan nor an override names the limit.</summary>
    public const string UnknownLimit = "entitlement.unknown_limit";

    /// <summary>Catalyst counts this limit by itself.</summary>
    public const string CountedLimit = "entitlement.counted_limit";

    /// <summary>The amount is zero or too large.</summary>
    public const string InvalidAmount = "entitlement.invalid_amount";
}

/// <summary>Codes of refusals about plans.</summary>
public static class PlanErrorCodes
{
    /// <summary>No such plan, or none that the caller may know of.</summary>
    public const string NotFound = "plan.not_found";

    /// <summary>A part of the plan breaks its rule; <c>errors</c> says which.</summary>
    public const string Invalid = "plan.invalid";

    /// <summary>Another plan has the key.</summary>
    public const string KeyTaken = "plan.key_taken";

    /// <summary>It is the default plan, or organisations are subscribed to it.</summary>
    public const string InUse = "plan.in_use";

    /// <summary>There are as many plans as there may be.</summary>
    public const string TooMany = "plan.too_many";
}
