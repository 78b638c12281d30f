using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Blazor.Flows;

/// <summary>Leads a flow through the API, where no form is posted. One flow at a time; not for several threads.</summary>
/// <param name="auth">The API.</param>
public sealed class FlowDriver(IAuth auth)
{
    /// <summary>Where the flow stands; null before it began.</summary>
    public FlowResponse? Response { get; private set; }

    /// <summary>Why it could not go on; null when it could.</summary>
    public Error? Refusal { get; private set; }

    /// <summary>Whether an answer is on its way.</summary>
    public bool IsBusy { get; private set; }

    private string? Secret { get; set; }

    /// <summary>Begins a flow.</summary>
    public Task StartAsync(string type, FlowAnswers? answers = null, CancellationToken cancellationToken = default) =>
        RunAsync(() => auth.StartFlowAsync(new StartFlowRequest(type, answers), cancellationToken));

    /// <summary>Answers the active step.</summary>
    public Task AnswerAsync(FlowAnswers answers, CancellationToken cancellationToken = default) => Response is { } current
        ? RunAsync(() => auth.AnswerFlowAsync(current.Id, new AnswerFlowRequest(current.Step.Kind, answers, Secret), cancellationToken))
        : throw new InvalidOperationException("Call StartAsync first.");

    private async Task RunAsync(Func<Task<Result<FlowResponse>>> call)
    {
        // A second click changes nothing.
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            (await call().ConfigureAwait(true)).Match(
                response =>
                {
                    Secret = response.Secret ?? Secret;
                    Response = response;
                    Refusal = null;
                    return true;
                },
                refusal =>
                {
                    Refusal = refusal;
                    return false;
                });
        }
        finally
        {
            IsBusy = false;
        }
    }
}
