using System.Text.Json;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Factors;

/// <summary>Has a passkey checked. It proves two factors: the authenticator, and that its user is there with a PIN or a biometric.</summary>
internal sealed class PasskeyAssertions(PasskeyChallenges challenges, IPasskeyCeremonies ceremonies, SeparateWork separately, TimeProvider time)
{
    /// <summary>Asks for a passkey of a user, or of whomever: that tells nobody who has one.</summary>
    public async Task<PasskeyChallenge> BeginAssertionAsync(UserId? user, CancellationToken cancellationToken) => challenges.New(
        await ceremonies.MakeAssertionAsync(user, cancellationToken).ConfigureAwait(false), isRegistration: false, user);

    /// <summary>Who has answered. Not inside of a unit of work; whether they may sign in is for the caller to see.</summary>
    public async Task<Result<PasskeyProof>> FinishAssertionAsync(string? state, JsonElement response, CancellationToken cancellationToken)
    {
        var spent = await challenges.SpendAsync(state, response, isRegistration: false, cancellationToken).ConfigureAwait(false);
        if (!spent.TryGet(out var answer, out var refusal))
        {
            return refusal;
        }

        var used = await ceremonies.VerifyAssertionAsync(answer.State.Ceremony, answer.Response, cancellationToken).ConfigureAwait(false);
        if (used is null)
        {
            return FactorRefusals.PasskeyInvalid;
        }

        var noted = await separately.RunAsync<Noted>((services, ct) => NoteAsync(services, used, ct), cancellationToken).ConfigureAwait(false);
        return noted.TryGet(out var done, out refusal) ? done.Proof is { } proof ? proof : FactorRefusals.PasskeyInvalid : refusal;
    }

    // That its counter goes back is no refusal here: that would roll the record of it back.
    private async Task<Result<Noted>> NoteAsync(IServiceProvider services, UsedPasskey used, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IPasskeyStore>();
        if (await store.FindAsync(used.CredentialId, cancellationToken).ConfigureAwait(false) is not { } passkey)
        {
            return new Noted(null);
        }

        if (await store.TryUseAsync(passkey.Id, used.SignCount, used.IsBackedUp, time.Now(), cancellationToken).ConfigureAwait(false))
        {
            var key = passkey.IsBackupEligible ? AuthMethods.SoftwareKey : AuthMethods.HardwareKey;
            return new Noted(new(passkey.UserId, passkey.Id, [key, AuthMethods.UserVerified, AuthMethods.MultipleFactors]));
        }

        services.GetRequiredService<Journal>().Write(
            org: null, passkey.UserId.ToString(), new UserPasskeySuspected(passkey.ToState(), used.SignCount, passkey.SignCount), passkey.UserId.ToString());
        return new Noted(null);
    }

    private sealed record Noted(PasskeyProof? Proof);
}

/// <summary>What a passkey has proven.</summary>
/// <param name="User">Who it is.</param>
/// <param name="Passkey">With which.</param>
/// <param name="Amr">How, as tokens say it: two factors.</param>
internal sealed record PasskeyProof(UserId User, PasskeyId Passkey, IReadOnlyList<string> Amr);
