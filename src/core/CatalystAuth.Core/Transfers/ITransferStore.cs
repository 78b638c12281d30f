using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Transfers;

/// <summary>Where open offers of ownership are kept. Whoever stops being a member loses the offer to them.</summary>
public interface ITransferStore
{
    /// <summary>The offer of an organisation, open or expired.</summary>
    Task<StoredTransfer?> FindAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredTransfer transfer);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredTransfer transfer);
}
