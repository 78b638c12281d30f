using System.Security.Cryptography;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Factors;

/// <summary>Codes that stand in for a second factor that is lost, each once.</summary>
internal sealed class RecoveryCodes(FactorAttempts attempts, IRecoveryCodeStore store, ISecretProtector protector, Journal journal)
{
    private const int Count = 10;
    private const int KeyBytes = 32;

    /// <summary>Whether it is one of a user's, which it is no more then. Refused while attempts have to wait. Not inside of a unit of work.</summary>
    public Task<Result<bool>> VerifyAsync(UserId user, string code, CancellationToken cancellationToken) => attempts.TryAsync(
        user,
        async (services, ct) =>
        {
            var codes = services.GetRequiredService<IRecoveryCodeStore>();
            if (RecoveryCodeText.Normalize(code) is not { } normalized
                || await codes.FindKeyAsync(user, ct).ConfigureAwait(false) is not { } key
                || !await codes.TryTakeAsync(user, RecoveryCodeText.Hash(Open(key), normalized), ct).ConfigureAwait(false))
            {
                return false;
            }

            var left = await codes.CountAsync(user, ct).ConfigureAwait(false);
            services.GetRequiredService<Journal>().Write(org: null, user.ToString(), new UserRecoveryCodeUsed(new(left)), user.ToString());
            await services.GetRequiredService<AccountNotices>().RecoveryCodeUsedAsync(user, ct).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Makes new ones; older ones are void. Part of a larger unit of work that holds the user.</summary>
    public async Task<RecoveryCodeSet> RenewAsync(UserId user, string? actor, CancellationToken cancellationToken)
    {
        var before = await store.CountAsync(user, cancellationToken).ConfigureAwait(false);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var codes = Enumerable.Range(0, Count).Select(_ => RecoveryCodeText.New()).ToList();
        await store.ReplaceAsync(
            user, protector.Protect(PurposeOf(user), key), [.. codes.Select(code => RecoveryCodeText.Hash(key, RecoveryCodeText.Normalize(code)!))], cancellationToken)
            .ConfigureAwait(false);
        journal.Write(org: null, user.ToString(), new UserRecoveryCodesGenerated(new(before), new(Count)), actor);
        return new(codes);
    }

    /// <summary>Makes them when there are none; null when there are. Part of a larger unit of work that holds the user.</summary>
    public async Task<RecoveryCodeSet?> EnsureAsync(UserId user, string? actor, CancellationToken cancellationToken) =>
        await store.FindKeyAsync(user, cancellationToken).ConfigureAwait(false) is null
            ? await RenewAsync(user, actor, cancellationToken).ConfigureAwait(false)
            : null;

    private byte[] Open(RecoveryCodeKey key) => protector.TryUnprotect(PurposeOf(key.UserId), key.SealedKey, out var opened)
        ? opened
        : throw new InfraException("The key of recovery codes can't be opened: the key ring is not the one that it was sealed with.");

    private static string PurposeOf(UserId user) => $"recovery codes {user}";
}
