using System.Text.Json;
using Bunit;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Blazor.Keys;
using CatalystAuth.Blazor.Sessions;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Blazor.Tests;

/// <summary>Components where events reach them: they lead the flow and call the API themselves.</summary>
public sealed class InteractiveTests : InteractiveContext
{
    [Fact]
    public void Signing_in_leads_from_step_to_step_with_the_flows_secret()
    {
        var flow = FlowId.From(Guid.CreateVersion7());
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Identify)) { Secret = "s1" });
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Password) { Identifier = "ada@example.com", Actions = [FlowActions.Restart] }));
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Done)));
        FlowResponse? done = null;

        var shown = Render<SignIn>(parameters => parameters.Add(signIn => signIn.OnSuccess, response => done = response));
        shown.Find("input[name=identifier]").Change("ada@example.com");
        shown.Find("form").Submit();
        shown.Find("input[name=password]").Change("correct horse");
        shown.Find("form").Submit();

        var (method, arguments) = Calls[2];
        method.ShouldBe("IAuth.AnswerFlowAsync");
        var answer = arguments[1].ShouldBeOfType<AnswerFlowRequest>();
        (answer.Kind, answer.Secret, answer.Answers.Password).ShouldBe((FlowStepKinds.Password, "s1", "correct horse"));
        done.ShouldNotBeNull().Id.ShouldBe(flow);
    }

    [Fact]
    public void What_is_within_a_session_is_a_flow_of_its_own_type()
    {
        LeadsAlone<StepUp>(FlowTypes.StepUp, new FlowStep(FlowStepKinds.Password) { Method = FlowMethods.Password }, "Prove that it is you", "That's you");
        LeadsAlone<EmailVerification>(FlowTypes.EmailVerification, new FlowStep(FlowStepKinds.Identify) { Fields = ["identifier"] }, "Add an address", "The address is yours");
        LeadsAlone<PasskeySetup>(
            FlowTypes.PasskeySetup, new FlowStep(FlowStepKinds.PasskeySetup) { Passkey = JsonSerializer.SerializeToElement(new { challenge = "c" }) },
            "Sign in without a password next time", "The passkey is set up");
    }

    [Fact]
    public void What_the_browser_says_of_a_passkey_is_the_answer_and_is_sent_once()
    {
        var flow = FlowId.From(Guid.CreateVersion7());
        var step = new FlowStep(FlowStepKinds.Mfa) { Method = FlowMethods.Passkey, Passkey = JsonSerializer.SerializeToElement(new { challenge = "c" }) };
        Answer(new FlowResponse(flow, Now, step) { Secret = "s1" });
        Answer(new FlowResponse(flow, Now, step));
        Answer(new FlowResponse(flow, Now, step));
        var shown = Render<SignIn>();

        shown.Find("input[name=passkey]").Change("""{"id":"key"}""");
        shown.Find("form").Submit();
        shown.Find("form").Submit();

        var answers = Calls.Where(call => call.Method == "IAuth.AnswerFlowAsync").Select(call => (AnswerFlowRequest)call.Arguments[1]!).ToList();
        answers[0].Answers.Passkey.ShouldNotBeNull().GetProperty("id").GetString().ShouldBe("key");
        answers[1].Answers.Passkey.ShouldBeNull();
    }

    [Fact]
    public void What_another_provider_asks_for_is_answered_by_key_and_kept_when_it_was_wrong()
    {
        var flow = FlowId.From(Guid.CreateVersion7());
        var step = new FlowStep(FlowStepKinds.Prompt)
        {
            Prompts =
            [
                new("attributes.settings.locale", FlowPromptTypes.Select, "Language") { Choices = [new("en", "English"), new("de", "Deutsch")] },
                new("name", FlowPromptTypes.Text, "Name") { Value = "Ada" },
                new("news", FlowPromptTypes.Checkbox, "News") { Value = "true" },
                new("token", FlowPromptTypes.Hidden, "Token") { Value = "t" },
            ],
        };
        Answer(new FlowResponse(flow, Now, step) { Secret = "s1" });
        Answer(new FlowResponse(flow, Now, step with { Errors = [new("flow.refused", "No.", "values.name")] }));
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Done)));
        var shown = Render<SignIn>();

        shown.Find("select").Change("de");
        shown.Find("input[name='values.name']").Change("Countess");
        shown.Find("input[type=checkbox]").Change(false);
        shown.Find("form").Submit();
        shown.Find("input[name='values.name']").GetAttribute("value").ShouldBe("Countess");
        shown.Find("form").Submit();

        var answers = Calls.Where(call => call.Method == "IAuth.AnswerFlowAsync").Select(call => ((AnswerFlowRequest)call.Arguments[1]!).Answers.Values!).ToList();
        answers[0].OrderBy(value => value.Key).ShouldBe(
            [new("attributes.settings.locale", "de"), new("name", "Countess"), new("news", "false"), new("token", "t")]);
        answers[1].OrderBy(value => value.Key).ShouldBe(answers[0].OrderBy(value => value.Key));
    }

    [Theory]
    [InlineData(FlowActions.Continue)]
    [InlineData(FlowActions.Decline)]
    public void Consent_is_given_or_not_by_its_button(string action)
    {
        Answer(new FlowResponse(FlowId.From(Guid.CreateVersion7()), Now, new FlowStep(FlowStepKinds.Consent)
        {
            Org = new(OrgId.From(Guid.CreateVersion7()), "acme", "Acme", null),
            Actions = [FlowActions.Continue, FlowActions.Decline],
        })
        { Secret = "s1" });
        Answer(new FlowResponse(FlowId.From(Guid.CreateVersion7()), Now, new FlowStep(FlowStepKinds.Done)));

        var shown = Render<SignIn>(parameters => parameters.Add(signIn => signIn.Org, "acme"));
        shown.Find($"button[value={action}]").Click();

        Calls[1].Arguments[1].ShouldBeOfType<AnswerFlowRequest>().Answers.ShouldBe(new FlowAnswers { Action = action });
    }

    [Fact]
    public void Another_way_is_asked_for_alone()
    {
        var flow = FlowId.From(Guid.CreateVersion7());
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Password) { Methods = [FlowMethods.Email] }) { Secret = "s1" });
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.EmailSent)));

        var shown = Render<SignIn>();
        shown.Find("input[name=password]").Change("half typed");
        shown.Find("button[value=email]").Click();

        Calls[1].Arguments[1].ShouldBeOfType<AnswerFlowRequest>().Answers.ShouldBe(new FlowAnswers { Method = FlowMethods.Email });
        shown.Find("section").GetAttribute("data-step").ShouldBe(FlowStepKinds.EmailSent);
    }

    [Fact]
    public void A_refusal_is_told_and_handed_on()
    {
        Refuse<FlowResponse>(new Error("request.rate_limited", "Too often.", ErrorKind.TooMany));
        Error? told = null;

        var shown = Render<SignUp>(parameters => parameters.Add(signUp => signUp.OnError, error => told = error));

        shown.Find("[role=alert]").TextContent.ShouldBe("That was too often. Wait a moment, then try again.");
        told.ShouldNotBeNull().Code.ShouldBe("request.rate_limited");
    }

    [Fact]
    public void Ending_a_session_takes_it_off_the_list()
    {
        var (mine, other) = (SessionOf(isCurrent: true), SessionOf(isCurrent: false));
        Answer(Result.Success);
        IReadOnlyList<Session> left = [];

        var shown = Render<SessionList>(parameters => parameters
            .Add(list => list.Sessions, [mine, other]).Add(list => list.Now, Now).Add(list => list.SessionsChanged, sessions => left = sessions));
        shown.FindAll("form").Count.ShouldBe(1);
        shown.Find("form").Submit();

        Calls.Single().Arguments[0].ShouldBe(other.Id);
        left.ShouldBe([mine]);
        shown.FindAll("[data-part=session]").Count.ShouldBe(1);
    }

    [Fact]
    public void A_key_is_issued_with_what_was_chosen_and_told_once()
    {
        var org = OrgId.From(Guid.CreateVersion7());
        var issued = new IssuedKey(
            KeyId.From(Guid.CreateVersion7()), org, "Reports", KeyKind.Secret, ["app:read"], "abcd", UserId.From(Guid.CreateVersion7()), Now, null, "ck_live_secret");
        Answer(issued);
        var told = 0;

        var shown = Render<CreateApiKey>(parameters => parameters
            .Add(create => create.Org, org).Add(create => create.ScopeOptions, ["app:read", "app:write"]).Add(create => create.OnCreated, _ => told++));
        shown.Find("input[name=name]").Change("Reports");
        shown.Find("input[value='app:read']").Change(true);
        shown.Find("form").Submit();

        var request = Calls.Single().Arguments[1].ShouldBeOfType<IssueKeyRequest>();
        (request.Name, request.Scopes.Single(), request.ExpiresIn).ShouldBe(("Reports", "app:read", 90 * 86_400L));
        shown.Find("[data-part=secret]").TextContent.ShouldBe("ck_live_secret");
        told.ShouldBe(1);
    }

    private static Session SessionOf(bool isCurrent) =>
        new(SessionId.From(Guid.CreateVersion7()), Now, Now, Now.AddDays(1), "192.0.2.1", "x", isCurrent, ["pwd"]) { Device = new(DeviceKind.Desktop, "Firefox", "141", "Linux") };

    private void LeadsAlone<TComponent>(string type, FlowStep first, string title, string end)
        where TComponent : FlowComponent
    {
        var (flow, before) = (FlowId.From(Guid.CreateVersion7()), Calls.Count);
        Answer(new FlowResponse(flow, Now, first) { Secret = "s1" });
        Answer(new FlowResponse(flow, Now, new FlowStep(FlowStepKinds.Done)));
        FlowResponse? done = null;

        var shown = Render<TComponent>(parameters => parameters.Add(component => component.OnSuccess, response => done = response));
        shown.Find("h1").TextContent.ShouldBe(title);
        shown.Find("form").Submit();

        Calls[before].Arguments[0].ShouldBeOfType<StartFlowRequest>().Type.ShouldBe(type);
        Calls[before + 1].Arguments[1].ShouldBeOfType<AnswerFlowRequest>().Secret.ShouldBe("s1");
        done.ShouldNotBeNull().Id.ShouldBe(flow);
        shown.Find("h1").TextContent.ShouldBe(end);
    }
}
