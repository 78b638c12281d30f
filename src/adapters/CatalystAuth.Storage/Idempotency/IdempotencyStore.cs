using CatalystAuth.Core.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Idempotency;

internal sealed class IdempotencyStore(CatalystDbContext context) : IIdempotencyStore
{
    public Task<IdempotentRequest?> FindAsync(string caller, string key, CancellationToken cancellationToken) =>
        context.IdempotentRequests.AsNoTracking()
            .FirstOrDefaultAsync(request => request.Caller == caller && request.Key == key, cancellationToken);

    public Task AnswerAsync(IdempotentRequest request, byte[] protectedAnswer, CancellationToken cancellationToken) =>
        Exactly(request).Where(stored => stored.ProtectedAnswer == null)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.ProtectedAnswer, protectedAnswer), cancellationToken);

    public Task ForgetAsync(IdempotentRequest request, CancellationToken cancellationToken) =>
        Exactly(request).ExecuteDeleteAsync(cancellationToken);

    public Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        context.IdempotentRequests.Where(request => request.ReceivedAt <= before).ExecuteDeleteAsync(cancellationToken);

    private IQueryable<IdempotentRequest> Exactly(IdempotentRequest request) => context.IdempotentRequests.Where(
        stored => stored.Caller == request.Caller && stored.Key == request.Key && stored.ReceivedAt == request.ReceivedAt);
}
