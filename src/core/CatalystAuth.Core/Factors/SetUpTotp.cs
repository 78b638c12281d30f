using System.Security.Cryptography;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Factors;

/// <summary>Sets up an authenticator app: shows its secret once, and believes it when it has shown a code.</summary>
internal sealed class SetUpTotp(
    IUserStore users, ITotpStore store, TotpSecrets secrets, RecoveryCodes recoveryCodes, FirstFactor firstFactor, ProvenSession session, IQrCode qrCode, AccountNotices notices,
    CallContext call, Journal journal, IUnitOfWork unitOfWork, IOptions<ProductOptions> product, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int Most = 10;
    private static readonly string[] Shown = [AuthMethods.OneTimeCode];

    private string DefaultName => call.Locale?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? "Authenticator-App" : "Authenticator app";

    /// <summary>Begins; a set-up of the user that was not ended is dropped. A unit of work of its own.</summary>
    public async Task<Result<TotpSetup>> StartAsync(UserAccount user, string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !DisplayNames.IsValid(name))
        {
            return FactorRefusals.InvalidName;
        }

        var drawn = Draw(user, name);
        return await unitOfWork.RunAsync<TotpSetup>(
            async ct => await KeepAsync(drawn, ct).ConfigureAwait(false) is { } refusal ? refusal : drawn.Setup, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a set-up to show, which counts once it is kept.</summary>
    public DrawnTotp Draw(UserAccount user, string? name = null)
    {
        var now = time.Now();
        var secret = RandomNumberGenerator.GetBytes(TotpCode.SecretBytes);
        var totp = new StoredTotp
        {
            Id = TypeId.New<TotpId>(now),
            UserId = user.Id,
            Name = name ?? DefaultName,
            SealedSecret = secrets.Seal(user.Id, secret),
            CreatedAt = now,
        };
        var text = TotpCode.ToBase32(secret);
        var uri = TotpCode.UriOf(product.Value.Name, user.Email, text);
        return new(totp, new(totp.Id, text, uri, qrCode.ToSvg(uri), now + Lifetime));
    }

    /// <summary>Keeps it, in place of one of the user's that was not ended. Part of a unit of work.</summary>
    public async Task<Error?> KeepAsync(DrawnTotp drawn, CancellationToken cancellationToken)
    {
        var user = drawn.Stored.UserId;
        await users.LockAsync(user, cancellationToken).ConfigureAwait(false);
        var all = await store.ListAsync(user, cancellationToken).ConfigureAwait(false);
        if (all.Count(other => other.ConfirmedAt is not null) >= Most)
        {
            return FactorRefusals.TooMany(Most);
        }

        foreach (var pending in all.Where(other => other.ConfirmedAt is null))
        {
            store.Remove(pending);
        }

        store.Add(drawn.Stored);
        return null;
    }

    /// <summary>Ends it with a code of the app. A unit of work of its own.</summary>
    /// <param name="user">Whose it has to be.</param>
    /// <param name="id">Which.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="provenAt">When the user proved by one factor who they are, where there is no session yet; null of who has one.</param>
    public Task<Result<ConfirmedTotp>> ConfirmAsync(
        UserId user, TotpId id, string code, CancellationToken cancellationToken, DateTimeOffset? provenAt = null) => unitOfWork.RunAsync<ConfirmedTotp>(
        async ct =>
        {
            await users.LockAsync(user, ct).ConfigureAwait(false);
            if (await firstFactor.RefuseAsync(user, provenAt, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            var actor = provenAt is null ? null : user.ToString();
            var now = time.Now();
            var totp = (await store.ListAsync(user, ct).ConfigureAwait(false)).FirstOrDefault(other => other.Id == id);
            if (totp is null or { ConfirmedAt: not null } || now >= totp.CreatedAt + Lifetime)
            {
                return FactorRefusals.NotFound;
            }

            // Who tries has been shown the secret, so there is nothing to guess.
            if (TotpCode.Match(secrets.Open(totp), code, now) is not { } step)
            {
                return FactorRefusals.WrongCode;
            }

            // Who did not come by a flow has shown it in their session, and is not asked for it by the next change.
            if (provenAt is null && await session.RefuseShownAsync(Shown, ct).ConfigureAwait(false) is { } ended)
            {
                return ended;
            }

            totp.ConfirmedAt = now;
            totp.LastStep = step;
            journal.Write(org: null, user.ToString(), new UserFactorAdded(totp.ToState()), actor);
            await notices.FactorChangedAsync(user, FactorChange.Added, totp.ToState(), ct).ConfigureAwait(false);
            return new ConfirmedTotp(totp.ToContract(), await recoveryCodes.EnsureAsync(user, actor, ct).ConfigureAwait(false));
        },
        cancellationToken);
}

/// <summary>An authenticator app that is to be set up.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Setup">As it is shown.</param>
internal sealed record DrawnTotp(StoredTotp Stored, TotpSetup Setup)
{
    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => nameof(DrawnTotp);
}

/// <summary>Draws QR codes.</summary>
public interface IQrCode
{
    /// <summary>A text as an SVG image.</summary>
    string ToSvg(string text);
}
