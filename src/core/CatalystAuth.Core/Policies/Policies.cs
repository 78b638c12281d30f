using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Policies;

/// <summary>Questions to the policy behind their contract.</summary>
internal sealed class Policies(EvaluatePolicy evaluate) : IPolicies
{
    public Task<Result<Evaluation>> EvaluateAsync(EvaluateRequest request, CancellationToken cancellationToken = default) =>
        evaluate.RunAsync(request, cancellationToken);
}
