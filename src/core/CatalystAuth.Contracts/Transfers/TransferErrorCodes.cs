namespace CatalystAuth.Contracts.Transfers;

/// <summary>Codes of refusals about offers of ownership.</summary>
public static class TransferErrorCodes
{
    /// <summary>No offer is open, or none to the caller; also when it was accepted, declined or taken back meanwhile.</summary>
    public const string NotFound = "transfer.not_found";

    /// <summary>Another offer is open.</summary>
    public const string Pending = "transfer.pending";

    /// <summary>Nobody accepted it in time.</summary>
    public const string Expired = "transfer.expired";

    /// <summary>The user owns the organisation already.</summary>
    public const string ToOwner = "transfer.to_owner";
}
