using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Policies;

/// <summary>Questions to the policy over HTTP.</summary>
internal sealed class PoliciesClient(AuthorizedTransport calls) : IPolicies
{
    public Task<Result<Evaluation>> EvaluateAsync(EvaluateRequest request, CancellationToken cancellationToken = default) =>
        calls.CallAsync<Evaluation>(ApiCall.Post(Route.Of($"/v1/policies/evaluate"), request), cancellationToken);
}
