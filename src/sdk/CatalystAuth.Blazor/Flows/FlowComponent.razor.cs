using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Flows;

/// <summary>
/// A flow from its first step to its last. On a static page whoever serves it gives the step and takes the form; on an interactive one the component
/// leads the flow itself, through the <see cref="ICatalyst"/> that is registered, or the page does: it gives the step and takes <see cref="OnAnswer"/>.
/// </summary>
public abstract partial class FlowComponent : CatalystComponent
{
    private FlowDriver? _driver;

    /// <summary>The services, one of which is the API where it is needed.</summary>
    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The step to show; null where the component leads the flow itself.</summary>
    [Parameter]
    public FlowStep? Step { get; set; }

    /// <summary>Where the form is posted to.</summary>
    [Parameter]
    public string? Action { get; set; }

    /// <summary>More that is posted with it, such as the flow's id.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Hidden { get; set; }

    /// <summary>What was typed before, by field.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Values { get; set; }

    /// <summary>The address that is filled in already.</summary>
    [Parameter]
    public string? InitialIdentifier { get; set; }

    /// <summary>The organisation (id or slug) to enter.</summary>
    [Parameter]
    public string? Org { get; set; }

    /// <summary>The token of an invitation to accept with it.</summary>
    [Parameter]
    public string? Invitation { get; set; }

    /// <summary>Where who has lost their password goes.</summary>
    [Parameter]
    public string? RecoveryHref { get; set; }

    /// <summary>Where one begins anew.</summary>
    [Parameter]
    public string? RestartHref { get; set; }

    /// <summary>Takes the answer to <see cref="Step"/> on an interactive page that leads the flow itself, as with a <see cref="FlowDriver"/>.</summary>
    [Parameter]
    public EventCallback<FlowAnswers> OnAnswer { get; set; }

    /// <summary>Called with each step that is shown, where the component leads the flow.</summary>
    [Parameter]
    public EventCallback<FlowStep> OnStep { get; set; }

    /// <summary>Called when the flow is done, with user, session and tokens.</summary>
    [Parameter]
    public EventCallback<FlowResponse> OnSuccess { get; set; }

    /// <summary>Called when the flow can't go on.</summary>
    [Parameter]
    public EventCallback<Error> OnError { get; set; }

    /// <summary>The heading.</summary>
    [Parameter]
    public RenderFragment<FlowView>? Heading { get; set; }

    /// <summary>A field, in place of label, input, hint and error.</summary>
    [Parameter]
    public RenderFragment<(FlowView View, FlowField Field)>? Field { get; set; }

    /// <summary>Everything inside the form.</summary>
    [Parameter]
    public RenderFragment<FlowView>? ChildContent { get; set; }

    /// <summary>Below the form.</summary>
    [Parameter]
    public RenderFragment<FlowView>? Footer { get; set; }

    /// <summary>The value of <c>data-catalyst</c>, and what chooses the words.</summary>
    protected abstract string Purpose { get; }

    /// <summary>One of <see cref="FlowTypes"/>; null for a part of a flow that something else leads.</summary>
    protected virtual string? Type => null;

    /// <summary>What is answered with the first call.</summary>
    protected virtual FlowAnswers FirstAnswers => new() { Identifier = InitialIdentifier, Org = Org, Invitation = Invitation };

    /// <summary>How an address that is typed at a step is proven; null for the way that the flow takes first.</summary>
    protected virtual string? MethodAt(FlowStep step) => null;

    private FlowStep? Shown => Step ?? _driver?.Response?.Step;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Step is null && Type is not null && IsInteractive)
        {
            _driver = new FlowDriver(Services.GetRequiredService<ICatalyst>().Auth);
            var first = FirstAnswers;
            await _driver.StartAsync(Type, first == new FlowAnswers() ? null : first);
            await TellAsync();
        }
    }

    private async Task AnswerAsync(FlowAnswers answers)
    {
        if (answers is { Identifier: not null, Method: null } && Shown is { } step)
        {
            answers = answers with { Method = MethodAt(step) };
        }

        if (_driver is null)
        {
            await OnAnswer.InvokeAsync(answers);
            return;
        }

        await _driver.AnswerAsync(answers);
        await TellAsync();
    }

    // On a static page it goes along with the form.
    private IReadOnlyDictionary<string, string>? Carried(FlowStep step) => MethodAt(step) is { } method
        ? new Dictionary<string, string>(Hidden ?? new Dictionary<string, string>()) { [FlowInput.ByField] = method }
        : Hidden;

    private Task TellAsync() => _driver switch
    {
        { Refusal: { } refusal } => OnError.InvokeAsync(refusal),
        { Response: { Step.Kind: FlowStepKinds.Done } done } => OnSuccess.InvokeAsync(done),
        { Response: { } response } => OnStep.InvokeAsync(response.Step),
        _ => Task.CompletedTask,
    };
}
