using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>
/// Decides requests to apps. Every engine refuses what the rule refuses: another one can only be stricter. An engine that can't decide
/// answers <see cref="PolicyOutcome.EngineFailed"/>, within a bounded time, and never throws for what an outside thing did.
/// </summary>
public interface IPolicyEngine
{
    /// <summary>The name by which apps choose it: 1 to 32 of <c>a-z 0-9 -</c>.</summary>
    string Name { get; }

    /// <summary>Decides.</summary>
    ValueTask<PolicyVerdict> DecideAsync(PolicyQuestion question, CancellationToken cancellationToken);
}

/// <summary>A request to an app, as policies see it.</summary>
/// <param name="App">The app.</param>
/// <param name="Rule">The rule that its method and path found.</param>
/// <param name="Subject">What is known of who asks.</param>
/// <param name="Request">What they ask for.</param>
/// <param name="Context">From where and when.</param>
public sealed record PolicyQuestion(App App, PolicyRule Rule, PolicySubject Subject, PolicyRequest Request, PolicyContext Context)
{
    /// <summary>Who asks, <c>user_…</c> or <c>key_…</c>; null for nobody.</summary>
    public string? SubjectId { get; init; }

    /// <summary>
    /// Names the credential of who asks, so that an engine may give the answer again for a short while; null when it has to be a fresh one.
    /// </summary>
    public string? Credential { get; init; }
}

/// <summary>What is asked for.</summary>
/// <param name="Method">The method, upper case.</param>
/// <param name="Host">The host; null when not known.</param>
/// <param name="Path">The canonical path, without a query.</param>
public sealed record PolicyRequest(string Method, string? Host, string Path);

/// <summary>The rules themselves, in memory.</summary>
internal sealed class LocalPolicyEngine : IPolicyEngine
{
    public string Name => PolicyEngineNames.Local;

    public ValueTask<PolicyVerdict> DecideAsync(PolicyQuestion question, CancellationToken cancellationToken) =>
        ValueTask.FromResult(question.Rule.Decide(question.Subject, question.Context));
}
