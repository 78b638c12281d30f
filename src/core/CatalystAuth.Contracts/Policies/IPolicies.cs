using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Policies;

/// <summary>Questions to the policy: what would be decided, and why.</summary>
public interface IPolicies
{
    /// <summary>
    /// Evaluates a requirement, or an app's rules for a request, for the caller or another subject. Nothing is changed, counted or
    /// recorded. <c>POST /v1/policies/evaluate</c>
    /// </summary>
    Task<Result<Evaluation>> EvaluateAsync(EvaluateRequest request, CancellationToken cancellationToken = default);
}
