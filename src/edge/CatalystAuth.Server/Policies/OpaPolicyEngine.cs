using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Server.Policies;

/// <summary>The rules first, then Open Policy Agent for what they let in. It can refuse more, and never less.</summary>
internal sealed class OpaPolicyEngine(OpaClient client, OpaAnswers answers) : IPolicyEngine
{
    // What is longer is asked each time, so that the answers kept are bounded in bytes too.
    private const int MaxKeptPath = 1024;

    public string Name => PolicyEngineNames.Opa;

    public async ValueTask<PolicyVerdict> DecideAsync(PolicyQuestion question, CancellationToken cancellationToken)
    {
        var verdict = question.Rule.Decide(question.Subject, question.Context);
        if (!verdict.IsAllowed)
        {
            return verdict;
        }

        return question.Credential is { } credential && question.Request.Path.Length <= MaxKeptPath
            ? await answers.GetAsync(KeyOf(question, credential), () => client.AskAsync(question)).WaitAsync(cancellationToken)
            : await client.AskAsync(question).WaitAsync(cancellationToken);
    }

    private static OpaQuestion KeyOf(PolicyQuestion question, string credential) => new(
        question.App.Id, question.App.Version, question.Rule.Index, credential, question.Request.Method, question.Request.Host,
        question.Request.Path, question.Context.ClientAddress);
}
