using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Transfers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Transfers;

internal sealed class TransferStore(CatalystDbContext context) : ITransferStore
{
    public Task<StoredTransfer?> FindAsync(OrgId org, CancellationToken cancellationToken) =>
        context.Set<StoredTransfer>().FirstOrDefaultAsync(transfer => transfer.OrgId == org, cancellationToken);

    public void Add(StoredTransfer transfer) => context.Add(transfer);

    public void Remove(StoredTransfer transfer) => context.Remove(transfer);
}
