using System.Text.Json;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Idempotency;

/// <summary>
/// Carries a request out once, however often it is sent with the same key, and gives the first answer again. Keys are the
/// caller's own: nobody meets the requests of another.
/// </summary>
public sealed class IdempotentCalls(
    CallContext call, IdempotencyScope scope, IIdempotencyStore store, ISecretProtector protector, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How long an answer can be had again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // The answer is stored at once after the commit, so that one that is missing for longer will never come.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    /// <summary>The earlier answer, a refusal, or null when the request is to be carried out.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">The hash of what is asked.</param>
    /// <param name="path">Where it is asked.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result<Earlier>> BeginAsync(string key, byte[] fingerprint, string path, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var request = new IdempotentRequest { Caller = $"{call.Actor}", Key = key, Fingerprint = fingerprint, ReceivedAt = now };
        var earlier = await store.FindAsync(request.Caller, key, cancellationToken).ConfigureAwait(false);
        if (earlier is not null && earlier.ReceivedAt <= now - Lifetime)
        {
            await store.ForgetAsync(earlier, cancellationToken).ConfigureAwait(false);
            earlier = null;
        }

        if (earlier is not null)
        {
            return Read(earlier, request, path);
        }

        scope.Begin(request);
        return Earlier.None;
    }

    /// <summary>What to answer when another request with the same key was first: its answer, or the refusal until there is one.</summary>
    public async Task<Result<Earlier>> YieldAsync(string path, CancellationToken cancellationToken)
    {
        var request = scope.Pending!;
        var winner = await store.FindAsync(request.Caller, request.Key, cancellationToken).ConfigureAwait(false);
        return winner is null ? IdempotencyRefusals.InProgress : Read(winner, request, path);
    }

    /// <summary>
    /// Keeps the answer. A refusal leaves nothing, so that the request can be corrected and sent again with the same key. A fault
    /// after a change leaves the claim: the change must not happen twice.
    /// </summary>
    public async Task FinishAsync(StoredAnswer answer)
    {
        // Not to be cancelled by a caller who went away: it is they who will ask again.
        switch (answer.Status)
        {
            case >= 200 and < 300:
                await KeepAsync(answer).ConfigureAwait(false);
                break;
            case >= 400 and < 500 when scope.Claimed is { } claimed:
                await store.ForgetAsync(claimed, CancellationToken.None).ConfigureAwait(false);
                break;
        }
    }

    private async Task KeepAsync(StoredAnswer answer)
    {
        var isClaimed = scope.Claimed is not null;
        if ((scope.Claimed ?? scope.Pending) is not { } request)
        {
            return;
        }

        var sealedAnswer = protector.Protect(
            PurposeOf(request), JsonSerializer.SerializeToUtf8Bytes(answer, StoredAnswerJsonContext.Default.StoredAnswer));
        if (!isClaimed)
        {
            // What changes nothing has no transaction that could write the claim, so that this one does.
            request.ProtectedAnswer = sealedAnswer;
        }

        await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (isClaimed)
                {
                    await store.AnswerAsync(request, sealedAnswer, ct).ConfigureAwait(false);
                }

                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private Result<Earlier> Read(IdempotentRequest earlier, IdempotentRequest request, string path)
    {
        if (!earlier.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint))
        {
            return IdempotencyRefusals.KeyReused;
        }

        if (earlier.ProtectedAnswer is { } sealedAnswer && protector.TryUnprotect(PurposeOf(earlier), sealedAnswer, out var json))
        {
            return new Earlier(JsonSerializer.Deserialize(json, StoredAnswerJsonContext.Default.StoredAnswer));
        }

        return earlier.ProtectedAnswer is null && request.ReceivedAt < earlier.ReceivedAt + AnswersWithin
            ? IdempotencyRefusals.InProgress
            : IdempotencyRefusals.AnswerLost(earlier.ReceivedAt, path);
    }

    // An answer that was moved to another caller or key can't be opened there.
    private static string PurposeOf(IdempotentRequest request) => $"idempotency/{request.Caller}/{request.Key}";
}

/// <summary>What an earlier request with the same key was answered.</summary>
/// <param name="Answer">The answer; null when there was no such request.</param>
public sealed record Earlier(StoredAnswer? Answer)
{
    /// <summary>There was none.</summary>
    public static readonly Earlier None = new(Answer: null);
}
