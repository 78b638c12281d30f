using System.Text.Json;
using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Factors;

/// <summary>Challenges of passkeys: each is answered within five minutes, once, right or wrong.</summary>
internal sealed class PasskeyChallenges(PasskeySeal seal, SeparateWork separately, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Of what a browser sends: with an attestation chain it is a few thousand.
    private const int MaxResponse = 64 * 1024;

    public PasskeyChallenge New(PasskeyOptions options, bool isRegistration, UserId? user)
    {
        var now = time.Now();
        var state = new PasskeyState(Guid.CreateVersion7(now), isRegistration, now + Lifetime, options.State, user);
        using var json = JsonDocument.Parse(options.Json);
        return new(seal.Seal(state), json.RootElement.Clone(), state.ExpiresAt);
    }

    /// <summary>What was asked, when it may be answered now; it may not be again. Not inside of a unit of work.</summary>
    /// <param name="text">The state.</param>
    /// <param name="response">The answer.</param>
    /// <param name="isRegistration">Of which kind the challenge has to be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Result<(PasskeyState State, string Response)>> SpendAsync(
        string? text, JsonElement response, bool isRegistration, CancellationToken cancellationToken)
    {
        if (response.ValueKind != JsonValueKind.Object || response.GetRawText() is not { Length: <= MaxResponse } json)
        {
            return FactorRefusals.PasskeyInvalid;
        }

        if (seal.Open(text) is not { } state || state.IsRegistration != isRegistration || state.ExpiresAt <= time.Now())
        {
            return FactorRefusals.ChallengeExpired;
        }

        var spent = await separately.RunAsync<bool>(
            (services, _) =>
            {
                services.GetRequiredService<IChallengeStore>().Add(new() { Id = state.Id, ExpiresAt = state.ExpiresAt });
                return Task.FromResult<Result<bool>>(true);
            },
            cancellationToken,
            onDuplicate: FactorRefusals.ChallengeExpired).ConfigureAwait(false);
        return spent.TryGet(out _, out var refusal) ? (state, json) : refusal;
    }
}
