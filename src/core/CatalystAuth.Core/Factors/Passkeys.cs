using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>Sets up passkeys.</summary>
internal sealed class Passkeys(
    PasskeyChallenges challenges, IPasskeyCeremonies ceremonies, IUserStore users, IPasskeyStore store, RecoveryCodes recoveryCodes, FirstFactor firstFactor, ProvenSession session, AccountNotices notices,
    CallContext call, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Most = 20;
    private const string DefaultName = "Passkey";

    // What its authenticator does each time; where it keeps it is seen when it is used.
    private static readonly string[] Shown = [AuthMethods.UserVerified, AuthMethods.MultipleFactors];

    /// <summary>Begins for a user.</summary>
    public async Task<Result<PasskeyChallenge>> BeginRegistrationAsync(UserAccount user, CancellationToken cancellationToken)
    {
        if ((await store.ListAsync(user.Id, cancellationToken).ConfigureAwait(false)).Count >= Most)
        {
            return FactorRefusals.TooMany(Most);
        }

        var options = await ceremonies.MakeRegistrationAsync(user.Id, user.Email, user.Name, cancellationToken).ConfigureAwait(false);
        return challenges.New(options, isRegistration: true, user.Id);
    }

    /// <summary>Ends it with what the authenticator answered. Not inside of a unit of work.</summary>
    /// <param name="user">Whose it has to be.</param>
    /// <param name="request">The answer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="provenAt">When the user proved by one factor who they are, where there is no session yet; null of who has one.</param>
    public async Task<Result<AddedPasskey>> FinishRegistrationAsync(
        UserId user, FinishPasskeyRequest request, CancellationToken cancellationToken, DateTimeOffset? provenAt = null)
    {
        if (request.Name is not null && !DisplayNames.IsValid(request.Name))
        {
            return FactorRefusals.InvalidName;
        }

        var spent = await challenges.SpendAsync(request.State, request.Response, isRegistration: true, cancellationToken).ConfigureAwait(false);
        if (!spent.TryGet(out var answer, out var refusal))
        {
            return refusal;
        }

        if (answer.State.User != user)
        {
            return FactorRefusals.ChallengeExpired;
        }

        var made = await ceremonies.VerifyRegistrationAsync(answer.State.Ceremony, answer.Response, cancellationToken).ConfigureAwait(false);
        return made is null || made.User != user
            ? FactorRefusals.PasskeyInvalid
            : await AddAsync(made, request.Name ?? NameOfBrowser(), provenAt, cancellationToken).ConfigureAwait(false);
    }

    // Where it is made tells it from others. What is no browser hands on what was made elsewhere.
    private string NameOfBrowser() =>
        UserAgents.Parse(call.UserAgent).Kind is DeviceKind.Desktop or DeviceKind.Mobile or DeviceKind.Tablet && UserAgents.NameOf(call.UserAgent) is { } name
            ? name
            : DefaultName;

    private Task<Result<AddedPasskey>> AddAsync(NewPasskey made, string name, DateTimeOffset? provenAt, CancellationToken cancellationToken) => unitOfWork.RunAsync<AddedPasskey>(
        async ct =>
        {
            await users.LockAsync(made.User, ct).ConfigureAwait(false);
            if (await firstFactor.RefuseAsync(made.User, provenAt, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            var actor = provenAt is null ? null : made.User.ToString();
            if ((await store.ListAsync(made.User, ct).ConfigureAwait(false)).Count >= Most)
            {
                return FactorRefusals.TooMany(Most);
            }

            // Who did not come by a flow has shown it in their session, and is not asked for it by the next change.
            if (provenAt is null && await session.RefuseShownAsync(Shown, ct).ConfigureAwait(false) is { } ended)
            {
                return ended;
            }

            var now = time.Now();
            var passkey = new StoredPasskey
            {
                Id = TypeId.New<PasskeyId>(now),
                UserId = made.User,
                Name = name,
                CredentialId = made.CredentialId,
                PublicKey = made.PublicKey,
                SignCount = made.SignCount,
                Transports = made.Transports,
                IsBackupEligible = made.IsBackupEligible,
                IsBackedUp = made.IsBackedUp,
                CreatedAt = now,
            };
            store.Add(passkey);
            journal.Write(org: null, made.User.ToString(), new UserFactorAdded(passkey.ToState()), actor);
            await notices.FactorChangedAsync(made.User, FactorChange.Added, passkey.ToState(), ct).ConfigureAwait(false);
            return new AddedPasskey(passkey.ToContract(), await recoveryCodes.EnsureAsync(made.User, actor, ct).ConfigureAwait(false));
        },
        cancellationToken,
        onDuplicate: FactorRefusals.PasskeyExists);
}
