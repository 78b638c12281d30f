using CatalystAuth.Client.Flows;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Setup;

namespace CatalystAuth.Client.Setup;

/// <summary>The first admin over HTTP.</summary>
internal sealed class SetupClient(FlowTransport flows) : ISetup
{
    public Task<Result<FlowResponse>> CompleteAsync(SetupRequest request, CancellationToken cancellationToken = default) =>
        flows.SendAsync(ApiCall.Post("/v1/setup", request), cancellationToken);
}
