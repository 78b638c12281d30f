using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Mail;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>What somebody is in the middle of, and what is in line, outlives a server that is killed.</summary>
public sealed class FlowRestartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_goes_on_behind_the_password_step_after_the_server_was_killed()
    {
        await using var server = await CatalystServerProcess.StartAsync();
        using var tenant = await Tenant.SignUpAsync(server.Url, "Ada");
        using var client = new CatalystClient(server.Url);
        var begun = (await client.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = tenant.Owner.Email }), Cancelled)).Value;
        begun.Step.Kind.ShouldBe(FlowStepKinds.Password);

        await server.KillAsync();
        await server.StartAgainAsync();

        (await client.Auth.ReadFlowAsync(begun.Id, begun.Secret, Cancelled)).Value.Step.Identifier.ShouldBe(tenant.Owner.Email);
        var done = (await client.Auth.AnswerFlowAsync(
            begun.Id, new(FlowStepKinds.Password, new() { Password = Tenant.Password }) { Secret = begun.Secret }, Cancelled)).Value;
        done.Step.Kind.ShouldBe(FlowStepKinds.Done);
        done.User!.Id.ShouldBe(tenant.Owner.Id);
    }

    [Fact]
    public async Task A_browsers_sign_in_goes_on_by_the_cookies_that_it_has()
    {
        await using var server = await CatalystServerProcess.StartAsync();
        using var tenant = await Tenant.SignUpAsync(server.Url, "Ada");
        using var browser = new Browser();
        var flows = new Uri(server.Url, "/v1/auth/flows").ToString();
        var begun = await browser.FetchAsync(
            HttpMethod.Post, flows, $$$"""{"type":"sign_in","browser":true,"answers":{"identifier":"{{{tenant.Owner.Email}}}"}}""");
        begun.Status.ShouldBe(HttpStatusCode.OK, begun.Body);

        await server.KillAsync();
        await server.StartAgainAsync();

        var done = await browser.FetchAsync(
            HttpMethod.Post, $"{flows}/{JsonNode.Parse(begun.Body)!["id"]}", $$$"""{"kind":"password","answers":{"password":"{{{Tenant.Password}}}"}}""");
        done.Status.ShouldBe(HttpStatusCode.OK, done.Body);
        (await browser.FetchAsync(HttpMethod.Get, new Uri(server.Url, "/v1/me").ToString())).Body.ShouldContain(tenant.Owner.Email);
    }

    [Fact]
    public async Task A_mail_that_was_in_line_is_sent_by_the_server_that_comes_back_and_its_code_goes_on_with_the_flow()
    {
        var port = FreePort.Next();
        await using var server = await CatalystServerProcess.StartAsync(new()
        {
            Settings = new Dictionary<string, string?>
            {
                // So that signing up waits for no mail.
                ["Catalyst__Flows__VerifyEmail"] = "never",
                ["Catalyst__Mail__From"] = "accounts@example.com",
                ["Catalyst__Mail__Smtp__Host"] = "127.0.0.1",
                ["Catalyst__Mail__Smtp__Port"] = port.ToString(CultureInfo.InvariantCulture),
                ["Catalyst__Mail__Smtp__Security"] = "none",
            },
        });
        using var tenant = await Tenant.SignUpAsync(server.Url, "Ada");
        using var client = new CatalystClient(server.Url);

        var sent = (await client.Auth.StartFlowAsync(new(FlowTypes.Recovery, new() { Identifier = tenant.Owner.Email }), Cancelled)).Value;
        sent.Step.Kind.ShouldBe(FlowStepKinds.EmailSent);

        // Nobody takes the mail yet. What is just being sent when a node dies is tried again after minutes; this one waits.
        await Eventually.BeAsync(() => Task.FromResult(server.Output.Contains("Mails can't be sent now; they wait.", StringComparison.Ordinal)), TimeSpan.FromMinutes(1));
        await server.KillAsync();
        await using var sink = SmtpSink.Start(port);
        sink.Mails.ShouldBeEmpty();
        await server.StartAgainAsync();

        var mail = (await sink.ToAsync(tenant.Owner.Email)).ShouldHaveSingleItem();
        var code = mail.Text.Split('\n').Single(line => line.StartsWith("    ", StringComparison.Ordinal)).Trim();
        var proven = (await client.Auth.AnswerFlowAsync(
            sent.Id, new(FlowStepKinds.EmailSent, new() { Code = code }) { Secret = sent.Secret }, Cancelled)).Value;
        proven.Step.Kind.ShouldBe(FlowStepKinds.Prompt);
        var done = (await client.Auth.AnswerFlowAsync(
            sent.Id, new(FlowStepKinds.Prompt, new() { Password = "an entirely different long sentence" }) { Secret = sent.Secret }, Cancelled)).Value;
        done.Step.Kind.ShouldBe(FlowStepKinds.Done);
        done.User!.Id.ShouldBe(tenant.Owner.Id);
    }
}
