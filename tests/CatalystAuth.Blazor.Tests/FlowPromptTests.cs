using Bunit;
using CatalystAuth.Blazor.Flows;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Flows;
using Microsoft.AspNetCore.Components;

namespace CatalystAuth.Blazor.Tests;

/// <summary>What another identity provider asks for, and where it leads, on a page without scripts.</summary>
public sealed class FlowPromptTests : BunitContext
{
    public FlowPromptTests() => Renderer.SetRendererInfo(new RendererInfo("Static", false));

    public static TheoryData<string, string, string?> Inputs => new()
    {
        { FlowPromptTypes.Text, "text", "off" },
        { FlowPromptTypes.Email, "email", "email" },
        { FlowPromptTypes.Username, "text", "username" },
        { FlowPromptTypes.Password, "password", "new-password" },
        { FlowPromptTypes.Number, "number", "off" },
        { FlowPromptTypes.Date, "date", "off" },
        { FlowPromptTypes.DateTime, "datetime-local", "off" },
        { "hologram", "text", "off" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_prompt_is_a_labelled_control_that_says_what_may_fill_it_in(string type, string control, string? autocomplete)
    {
        var shown = Show(Prompt(new FlowPrompt("attributes.some key", type, "Something") { Required = true, Placeholder = "such as", Value = "filled in", Help = "Why" }));

        var input = shown.Find("[name='values.attributes.some key']");
        (input.GetAttribute("type"), input.GetAttribute("autocomplete"), input.GetAttribute("placeholder")).ShouldBe((control, autocomplete, "such as"));
        input.GetAttribute("value").ShouldBe(type == FlowPromptTypes.Password ? null : "filled in");
        (input.HasAttribute("required"), input.HasAttribute("autofocus")).ShouldBe((true, true));
        shown.Find($"label[for={input.Id}]").TextContent.ShouldBe("Something");
        shown.Find($"#{input.GetAttribute("aria-describedby")}").TextContent.ShouldBe("Why");
        shown.Find("button[data-part=submit]").HasAttribute("name").ShouldBeFalse();
    }

    [Fact]
    public void Choices_boxes_lines_and_notes_are_what_they_are_and_no_markup()
    {
        FlowChoice[] choices = [new("en", "English"), new("de", "<i>Deutsch</i>")];
        var shown = Show(Prompt(
            new("one", FlowPromptTypes.Select, "One") { Required = true, Choices = choices, Value = "de" },
            new("maybe", FlowPromptTypes.Select, "Maybe") { Choices = choices },
            new("side", FlowPromptTypes.Radio, "Side") { Choices = choices, Value = "en" },
            new("on", FlowPromptTypes.Checkbox, "On") { Value = "true" },
            new("off", FlowPromptTypes.Checkbox, "Off"),
            new("lines", FlowPromptTypes.TextArea, "Lines") { Value = "a\nb" },
            new("secret", FlowPromptTypes.Hidden, "Secret") { Value = "kept" },
            new("note", FlowPromptTypes.Static, "Note") { Value = "<script>alert(1)</script>" }));

        shown.FindAll("select[name='values.one'] option").Select(option => option.GetAttribute("value")).ShouldBe(["en", "de"]);
        shown.Find("select[name='values.one'] option[selected]").TextContent.ShouldBe("<i>Deutsch</i>");
        shown.Find("select[name='values.maybe'] option[selected]").GetAttribute("value").ShouldBe("");
        shown.FindAll("[role=radiogroup] input[name='values.side']").Select(one => one.HasAttribute("checked")).ShouldBe([true, false]);
        shown.Find($"#{shown.Find("[role=radiogroup]").GetAttribute("aria-labelledby")}").TextContent.ShouldBe("Side");
        (shown.Find("input[name='values.on']").HasAttribute("checked"), shown.Find("input[name='values.off']").HasAttribute("checked")).ShouldBe((true, false));
        shown.Find("textarea[name='values.lines']").TextContent.ShouldBe("a\nb");
        shown.Find("input[type=hidden][name='values.secret']").GetAttribute("value").ShouldBe("kept");
        shown.Find("[data-part=shown]").TextContent.ShouldBe("<script>alert(1)</script>");
        shown.FindAll("[name='values.note'], script, i").ShouldBeEmpty();
        shown.FindAll("[autofocus]").ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_wrong_is_told_at_its_prompt_in_the_providers_words()
    {
        var step = Prompt(new("a", FlowPromptTypes.Text, "A"), new("b.c", FlowPromptTypes.Text, "B")) with
        {
            Errors = [new("flow.refused", "Taken.", "values.b.c"), new("flow.refused", "All of it is odd.")],
        };

        var shown = Show(step, CatalystTexts.German);

        var input = shown.Find("[name='values.b.c']");
        (input.GetAttribute("aria-invalid"), input.HasAttribute("autofocus")).ShouldBe(("true", true));
        shown.Find($"#{input.GetAttribute("aria-describedby")}").TextContent.ShouldBe("Taken.");
        shown.FindAll("[role=alert]").Select(one => one.TextContent).ShouldBe(["All of it is odd."]);
        shown.Find("[name='values.a']").HasAttribute("aria-invalid").ShouldBeFalse();
    }

    [Fact]
    public void What_only_shows_something_is_answered_by_its_button()
    {
        var note = new FlowPrompt("note", FlowPromptTypes.Static, "Note");

        Show(Prompt(note)).FindAll("button[type=submit]").ShouldHaveSingleItem().HasAttribute("name").ShouldBeFalse();
        Show(Prompt(note) with { Actions = [FlowActions.Continue] }).FindAll("button[type=submit]").ShouldHaveSingleItem().GetAttribute("value").ShouldBe("continue");
    }

    [Theory]
    [InlineData("https://idp.example.com/next?a=1&b=2", "Go on to idp.example.com")]
    [InlineData("/next", "Continue")]
    public void A_redirect_is_a_link_that_says_where_it_leads(string url, string text)
    {
        var shown = Show(new(FlowStepKinds.Redirect) { Url = url, Actions = [FlowActions.Continue] });

        var link = shown.Find("a[data-part=submit]");
        (link.GetAttribute("href"), link.TextContent).ShouldBe((url, text));
        shown.Find("button[value=continue]").TextContent.ShouldBe("I am back");
        shown.FindAll("meta").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://idp.example.com/")]
    [InlineData("//idp.example.com/")]
    [InlineData("/\\idp.example.com/")]
    [InlineData("/\t/idp.example.com/")]
    [InlineData("https://you@idp.example.com/")]
    [InlineData("https://")]
    [InlineData(" https://idp.example.com/")]
    [InlineData("next")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_is_not_safe_is_words(string? url)
    {
        var shown = Show(new(FlowStepKinds.Redirect) { Url = url });

        shown.FindAll("a").ShouldBeEmpty();
        shown.Find("[role=alert]").TextContent.ShouldStartWith("The address of the next step");
    }

    [Fact]
    public void A_form_for_elsewhere_is_words_as_pages_keep_their_forms()
    {
        var shown = Show(new(FlowStepKinds.Redirect) { Form = new("https://idp.example.com/saml", new Dictionary<string, string> { ["SAMLResponse"] = "PHNhbWw+" }) });

        shown.FindAll("form").ShouldHaveSingleItem().GetAttribute("action").ShouldBe("/sign-in");
        shown.Find("[role=alert]").TextContent.ShouldContain("idp.example.com");
        shown.Markup.ShouldNotContain("PHNhbWw");
    }

    [Fact]
    public void A_mail_that_has_a_link_alone_asks_for_no_code()
    {
        var shown = Show(new(FlowStepKinds.EmailSent) { Fields = ["link"], Method = FlowMethods.Email, Identifier = "ada@example.com", Actions = [FlowActions.Resend] });

        shown.FindAll("[data-part=field], button[data-part=submit]").ShouldBeEmpty();
        shown.Find("[data-part=lead]").TextContent.ShouldNotContain("code");
        shown.Find("button[value=resend]");
    }

    [Theory]
    [InlineData("en", "This page is too old")]
    [InlineData("de", "Diese Seite ist zu alt")]
    public void A_kind_that_is_not_known_is_words_and_nothing_is_guessed(string language, string title)
    {
        var step = new FlowStep("survey") { Fields = ["shoe_size"], Prompts = [new("a", "text", "A")], Actions = ["later"], Url = "https://idp.example.com/" };

        var shown = Show(step, language == "de" ? CatalystTexts.German : CatalystTexts.English);

        shown.Find("h1").TextContent.ShouldBe(title);
        shown.Find("[data-part=lead]").TextContent.ShouldNotBeNullOrWhiteSpace();
        shown.FindAll("input:not([type=hidden]), button, a").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_form_posts_becomes_the_answer()
    {
        var input = new FlowInput { ["values.attributes.settings.locale"] = "de", ["values.cleared"] = "", ["identifier"] = "" };

        var answers = input.ToAnswers();

        answers.Identifier.ShouldBeNull();
        answers.Values.ShouldNotBeNull().OrderBy(value => value.Key).ShouldBe([new("attributes.settings.locale", "de"), new("cleared", "")]);
        new FlowInput { ["identifier"] = "ada@example.com" }.ToAnswers().Values.ShouldBeNull();
        new FlowInput { ["values.a"] = "b", ["action"] = "restart" }.ToAnswers().Values.ShouldBeNull();
    }

    private static FlowStep Prompt(params FlowPrompt[] prompts) => new(FlowStepKinds.Prompt) { Prompts = prompts };

    private IRenderedComponent<FlowRenderer> Show(FlowStep step, CatalystTexts? texts = null) => Render<FlowRenderer>(parameters => parameters
        .Add(renderer => renderer.Step, step)
        .Add(renderer => renderer.Action, "/sign-in")
        .AddCascadingValue(texts ?? CatalystTexts.English));
}
