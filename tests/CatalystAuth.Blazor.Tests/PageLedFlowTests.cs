using System.Text.Json;
using Bunit;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Tests;

/// <summary>Components that show a step of a flow which the page leads.</summary>
public sealed class PageLedFlowTests : InteractiveContext
{
    private readonly List<FlowAnswers> _answers = [];

    [Fact]
    public void A_second_factor_is_asked_for_and_answered()
    {
        var step = new FlowStep(FlowStepKinds.Mfa) { Method = FlowMethods.Totp, Methods = [FlowMethods.RecoveryCode] };

        var shown = Show<TwoFactor>(step);
        shown.Find("section").GetAttribute("data-catalyst").ShouldBe("two-factor");
        shown.Find("input[name=code]").Change("123456");
        shown.Find("form").Submit();
        shown.Find("button[value=recovery_code]").Click();

        _answers.ShouldBe([new FlowAnswers { Code = "123456" }, new FlowAnswers { Method = FlowMethods.RecoveryCode }]);
        Calls.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_wrong_is_told_and_the_code_is_typed_again()
    {
        var step = new FlowStep(FlowStepKinds.Mfa) { Method = FlowMethods.Totp };
        var shown = Show<TwoFactor>(step);
        shown.Find("input[name=code]").Change("123456");
        shown.Find("form").Submit();

        shown.Render(parameters => parameters.Add(one => one.Step, step with { Errors = [new(FlowErrorCodes.InvalidCode, "wrong", "code")] }));

        shown.Find("section").GetAttribute("data-state").ShouldBe("error");
        shown.Find("[data-part=error]").TextContent.ShouldNotBeNullOrWhiteSpace();
        shown.Find("input[name=code]").HasAttribute("value").ShouldBeFalse();
    }

    [Fact]
    public void A_passkey_is_made_or_left_for_later()
    {
        var shown = Show<PasskeySetup>(new(FlowStepKinds.PasskeySetup)
        {
            Passkey = JsonSerializer.SerializeToElement(new { challenge = "c" }),
            Actions = [FlowActions.Restart],
        });
        shown.Find("section").GetAttribute("data-catalyst").ShouldBe("passkey-setup");
        shown.Find("[data-part=passkey]").GetAttribute("data-passkey").ShouldBe("create");
        shown.Find("input[name=passkey]").Change("""{"id":"key"}""");
        shown.Find("form").Submit();
        shown.Find("button[value=restart]").Click();

        _answers[0].Passkey.ShouldNotBeNull().GetProperty("id").GetString().ShouldBe("key");
        _answers[1].ShouldBe(new FlowAnswers { Action = FlowActions.Restart });
    }

    [Fact]
    public void A_recovery_leads_itself_to_its_end()
    {
        var flow = FlowId.From(Guid.CreateVersion7());
        Answer<FlowResponse>(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Identify)) { Secret = "s1" });
        Answer<FlowResponse>(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.EmailSent) { Identifier = "ada@example.com" }));
        Answer<FlowResponse>(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.EmailSent) { Errors = [new(FlowErrorCodes.InvalidCode, "wrong", "code")] }));
        var steps = new List<string>();

        var shown = Render<Recovery>(parameters => parameters.Add(recovery => recovery.OnStep, step => steps.Add(step.Kind)));
        shown.Find("input[name=identifier]").Change("ada@example.com");
        shown.Find("form").Submit();
        shown.Find("input[name=code]").Change("000000");
        shown.Find("form").Submit();

        Calls[0].Arguments[0].ShouldBe(new StartFlowRequest(FlowTypes.Recovery));
        Calls[1].Arguments[1].ShouldBeOfType<AnswerFlowRequest>().Answers.Identifier.ShouldBe("ada@example.com");
        steps.ShouldBe([FlowStepKinds.Identify, FlowStepKinds.EmailSent, FlowStepKinds.EmailSent]);
        shown.Find("input[name=code]").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public void Sign_in_is_led_by_a_page_too()
    {
        var shown = Show<SignIn>(new(FlowStepKinds.Password) { Identifier = "ada@example.com" });
        shown.Find("input[name=password]").Change("correct horse");
        shown.Find("form").Submit();

        _answers.Single().Password.ShouldBe("correct horse");
    }

    [Fact]
    public void No_device_is_remembered_where_no_browser_posts_a_form()
    {
        Show<TwoFactor>(new(FlowStepKinds.Mfa) { Method = FlowMethods.Totp }).FindAll("input[name=rememberDevice]").ShouldBeEmpty();
    }

    private IRenderedComponent<T> Show<T>(FlowStep step)
        where T : FlowComponent => Render<T>(parameters => parameters.Add(one => one.Step, step).Add(one => one.OnAnswer, _answers.Add));
}
