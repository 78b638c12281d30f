using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.Audit;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>
/// Signs what chains are. Whoever can write the database can make a chain anew that fits together, but not the checkpoints of it.
/// </summary>
public sealed class SignCheckpoints(
    IAuditChainStore store, IUnitOfWork unitOfWork, SigningKeyProvider keys, IOptions<AuditOptions> options, IOptions<TokenOptions> tokens,
    TimeProvider time)
{
    /// <summary>How many chains one transaction signs.</summary>
    public const int Batch = 200;

    /// <summary>Signs the chains whose records have waited long enough, or are many.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        while ((await ListDueAsync(1, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            await unitOfWork.RunAsync<bool>(
                async ct =>
                {
                    await store.LockAsync(ct).ConfigureAwait(false);
                    foreach (var head in await ListDueAsync(Batch, ct).ConfigureAwait(false))
                    {
                        Sign(head);
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a checkpoint at the end of a chain, inside of a unit of work that has the store's lock.</summary>
    internal void Sign(AuditChainHead head)
    {
        if (head.CheckpointSeq < head.Seq)
        {
            store.Add(new()
            {
                Chain = head.Chain,
                Seq = head.Seq,
                Hash = head.Hash,
                At = time.Now(),
                Jws = Mint(head.Chain, head.Seq, head.Hash),
            });
            head.NoteCheckpoint();
        }
    }

    /// <summary>A signed statement: a checkpoint, or the end of an export that begins at a place.</summary>
    internal string Mint(AuditChain chain, long seq, ReadOnlySpan<byte> hash, long? first = null) => TokenMinter.Mint(keys.Ring, new CheckpointToken
    {
        Issuer = tokens.Value.Issuer,
        IssuedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        Chain = chain.Name,
        Sequence = seq,
        Hash = ChainHash.Format(hash),
        First = first,
    });

    private Task<IReadOnlyList<AuditChainHead>> ListDueAsync(int most, CancellationToken cancellationToken) => store.ListUnsignedAsync(
        time.Now() - options.Value.CheckpointAge, options.Value.CheckpointRecords, most, cancellationToken);
}
