using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Decisions;

/// <summary>Forward-auth decisions over HTTP.</summary>
internal sealed class DecisionsClient(AuthorizedTransport calls) : IDecisions
{
    public Task<Result<Decision>> GetAsync(DecisionId decision, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Decision>(ApiCall.Get(Route.Of($"/v1/decisions/{decision}")), cancellationToken);
}
