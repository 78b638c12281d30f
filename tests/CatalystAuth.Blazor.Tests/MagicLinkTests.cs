using Bunit;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts.Flows;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Tests;

/// <summary>Signing in by mail, against a flow that takes the password first, as the server's does.</summary>
public sealed class MagicLinkTests : InteractiveContext
{
    private static readonly FlowId Flow = FlowId.From(Guid.CreateVersion7());

    [Fact]
    public void It_asks_for_an_address_first_and_finds_nothing_wrong()
    {
        AnswerBy(Begin);

        var shown = Render<MagicLink>();

        shown.Find("section").GetAttribute("data-state").ShouldBe("idle");
        shown.Find("h1").TextContent.ShouldBe("Sign in by mail");
        shown.FindAll("[data-part=error], [role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void The_address_that_is_typed_is_sent_a_mail_and_not_asked_for_its_password()
    {
        AnswerBy(Begin);
        AnswerBy(Next);
        AnswerBy(Next);
        AnswerBy(Next);
        FlowResponse? done = null;

        var shown = Render<MagicLink>(parameters => parameters.Add(link => link.OnSuccess, response => done = response));
        shown.Find("form").Submit();
        shown.Find("[data-part=error]").TextContent.ShouldNotBeNullOrWhiteSpace();
        shown.Find("input[name=identifier]").Change("ada@example.com");
        shown.Find("form").Submit();
        shown.Find("section").GetAttribute("data-step").ShouldBe(FlowStepKinds.EmailSent);
        shown.Find("input[name=code]").Change("123456");
        shown.Find("form").Submit();

        done.ShouldNotBeNull();
        var answers = Calls[3].Arguments[1].ShouldBeOfType<AnswerFlowRequest>().Answers;
        (answers.Code, answers.Method).ShouldBe(("123456", null));
    }

    [Fact]
    public void An_address_that_is_known_is_sent_a_mail_at_once()
    {
        AnswerBy(Begin);

        var shown = Render<MagicLink>(parameters => parameters.Add(link => link.InitialIdentifier, "ada@example.com"));

        shown.Find("section").GetAttribute("data-step").ShouldBe(FlowStepKinds.EmailSent);
    }

    [Fact]
    public void A_form_of_it_says_that_it_goes_by_mail()
    {
        Renderer.SetRendererInfo(new RendererInfo("Static", false));

        var shown = Render<MagicLink>(parameters => parameters
            .Add(link => link.Step, new FlowStep(FlowStepKinds.Identify)).Add(link => link.Hidden, new Dictionary<string, string> { ["flow"] = "1" }));
        var posted = new FlowInput { ["identifier"] = "ada@example.com" };
        foreach (var hidden in shown.FindAll("form input[type=hidden]"))
        {
            posted[hidden.GetAttribute("name")!] = hidden.GetAttribute("value");
        }

        (posted["flow"], posted["kind"]).ShouldBe(("1", FlowStepKinds.Identify));
        posted.ToAnswers().ShouldBe(new FlowAnswers { Identifier = "ada@example.com", Method = FlowMethods.Email });
        shown.Render(parameters => parameters.Add(link => link.Step, new FlowStep(FlowStepKinds.EmailSent)));
        shown.FindAll("input[name=by]").ShouldBeEmpty();
    }

    private static FlowResponse Begin(object?[] arguments) => StepAfter(((StartFlowRequest)arguments[0]!).Answers);

    private static FlowResponse Next(object?[] arguments) => StepAfter(((AnswerFlowRequest)arguments[1]!).Answers);

    private static FlowResponse StepAfter(FlowAnswers? answers) => new(Flow, Now, answers switch
    {
        null => new(FlowStepKinds.Identify),
        { Code: not null } => new(FlowStepKinds.Done),
        { Identifier: null } => new(FlowStepKinds.Identify) { Errors = [new(FlowErrorCodes.InvalidAnswer, "The e-mail address of the account is needed.", "identifier")] },
        { Method: FlowMethods.Email } => new(FlowStepKinds.EmailSent) { Identifier = answers.Identifier },
        _ => new(FlowStepKinds.Password) { Identifier = answers.Identifier },
    })
    { Secret = "s1" };
}
