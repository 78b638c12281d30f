using System.Net;
using System.Text.RegularExpressions;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>The pages of the portal, without scripts, where another identity provider leads.</summary>
public sealed partial class ScriptedPageTests(ScriptedSqliteServer server) : IClassFixture<ScriptedSqliteServer>
{
    [Fact]
    public async Task What_it_asks_for_is_a_form_and_what_it_refuses_is_told_at_its_place()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server);
        var asked = await PostAsync(browser, await browser.GetAsync("/sign-in"), ("identifier", ada.Email));
        asked.Body.ShouldContain("<select");
        asked.Body.ShouldContain("&lt;b&gt;Your data&lt;/b&gt;");

        var wrong = await PostAsync(browser, asked, ("values.attributes.settings.locale", ""), ("values.attributes.nick name", "Countess"));

        wrong.Body.ShouldContain("Choose one of the languages.");
        wrong.Body.ShouldContain("value=\"Countess\"");
        var captcha = await PostAsync(browser, wrong, ("values.attributes.settings.locale", "de"), ("values.attributes.nick name", ""), ("values.news", "true"));
        captcha.Body.ShouldContain("value=\"0x4AAA\"");
        var mailed = await PostAsync(browser, captcha, ("values.token", "solved"));
        mailed.Body.ShouldNotContain("name=\"code\"");
        await browser.GetAsync($"/sign-in/link?flow={Hidden(mailed)["flow"]}&token={ScriptedFlows.Link}");

        var away = await PostAsync(browser, await browser.GetAsync("/sign-in/link"), "/sign-in/link");

        away.Body.ShouldContain($"href=\"{ScriptedFlows.Url}\"");
        away.Body.ShouldContain("idp.example.com");
        away.Body.ShouldNotContain("http-equiv");
        await PostAsync(browser, away, ("action", "continue"));
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task A_denial_is_in_the_providers_words()
    {
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in");
        foreach (var answers in ScriptedProviderTests.Answers((await server.SignUpAsync("denied")).Email))
        {
            flow = await browser.AnswerAsync(flow, answers);
        }

        (await browser.GetAsync($"/sign-in?flow={flow.Text("id")}")).Body.ShouldContain(ScriptedFlows.Denial);
    }

    private static async Task<Answer> PostAsync(Browser browser, Answer page, params (string Name, string Value)[] typed) => await PostAsync(browser, page, "/sign-in", typed);

    private static async Task<Answer> PostAsync(Browser browser, Answer page, string path, params (string Name, string Value)[] typed)
    {
        var fields = Hidden(page);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        using var form = new FormUrlEncodedContent(fields);
        var answer = await browser.SendAsync(HttpMethod.Post, path, form);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Body);
        return await browser.GetAsync(answer.Headers.Location!.ToString());
    }

    private static Dictionary<string, string> Hidden(Answer page) => HiddenInput().Matches(page.Body)
        .Select(input => (Name: WebUtility.HtmlDecode(input.Groups[1].Value), Value: WebUtility.HtmlDecode(input.Groups[2].Value)))
        .DistinctBy(input => input.Name).ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInput();
}
