using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Tokens;

/// <summary>
/// The token that an API key is exchanged for, kept until it is near its end. Thread-safe; one serves all clients of a key.
/// </summary>
internal sealed class KeyCredential(TokenEndpoint endpoint, string key, TimeProvider time) : ICredential
{
    private readonly SingleFlight<object, Result<HeldToken?>> _exchange = new();
    private HeldToken? _held;

    private HeldToken? Held => Volatile.Read(ref _held);

    public async ValueTask<Result<HeldToken?>> GetAsync(CancellationToken cancellationToken)
    {
        var held = Held;
        if (held is not null && !held.IsOld(time.GetUtcNow()))
        {
            return held;
        }

        try
        {
            var renewed = await ExchangeAsync(held, cancellationToken).ConfigureAwait(false);
            return renewed.IsSuccess || held is null || held.HasEnded(time.GetUtcNow()) ? renewed : held;
        }
        catch (InfraException) when (held is not null && !held.HasEnded(time.GetUtcNow()))
        {
            // Renewing early is a courtesy: while the token holds, its failure is no reason to fail the call.
            return held;
        }
    }

    public async ValueTask<Result<HeldToken?>> RenewAsync(HeldToken refused, CancellationToken cancellationToken) =>
        await ExchangeAsync(refused, cancellationToken).ConfigureAwait(false);

    private Task<Result<HeldToken?>> ExchangeAsync(HeldToken? old, CancellationToken cancellationToken) =>
        _exchange.RunAsync((object?)old ?? this, _ => ExchangeOnceAsync(old)).WaitAsync(cancellationToken);

    /// <summary>Exchanges the key unless that was done while this run waited for its turn. Not cancelled: others wait for it too.</summary>
    private async Task<Result<HeldToken?>> ExchangeOnceAsync(HeldToken? old)
    {
        if (Held is { } held && held != old)
        {
            return held;
        }

        var answer = await endpoint.ExchangeKeyAsync(key, scopes: null, audience: null, CancellationToken.None).ConfigureAwait(false);
        if (!answer.Result.TryGet(out var response, out var refusal))
        {
            return refusal;
        }

        var renewed = HeldToken.OfKey(response, time.GetUtcNow());
        Volatile.Write(ref _held, renewed);
        return renewed;
    }
}
