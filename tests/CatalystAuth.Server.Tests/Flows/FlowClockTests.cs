using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>What flows and their mails are good for ends.</summary>
public sealed class FlowClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_mailed_ten_minutes_ago_is_void_and_a_new_mail_is_not(bool byLink)
    {
        var ada = await server.SignUpProvenAsync();
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var first = await ReadAsync(ada.Email, byLink);

        await server.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await AnswerAsync(sent, first, byLink)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        (await server.AnswerAsync(sent, new { action = "resend" })).ShouldBe(HttpStatusCode.OK);
        var second = await ReadAsync(ada.Email, byLink);
        (await AnswerAsync(sent, first, byLink)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        (await AnswerAsync(sent, second, byLink)).Text("user.id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task A_flow_is_over_after_fifteen_minutes_whatever_was_proven_in_it()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });

        await server.AdvanceAsync(TimeSpan.FromMinutes(15));

        (await server.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.ReadAsync(flow)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task The_end_of_a_flow_is_given_again_for_two_minutes_and_then_forgotten()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });
        var done = await server.AnswerAsync(flow, new { password = TestServer.Password });

        await server.AdvanceAsync(TimeSpan.FromSeconds(119));
        (await server.AnswerAsync(flow, new { password = TestServer.Password })).Body.ShouldBe(done.Body);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await server.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PurgeFlows>().RunAsync(CancellationToken.None);
        (await scope.ServiceProvider.GetRequiredService<IEndedFlowStore>().FindAsync(FlowId.Parse(flow.Text("id"), null), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_guess_is_looked_at_again_half_a_minute_later()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });
        var wrong = new { password = "not the password" };
        for (var i = 0; i < 5; i++)
        {
            (await server.AnswerAsync(flow, wrong)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
            await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        }

        (await server.AnswerAsync(flow, new { password = "another one" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
    }

    private Task<string> ReadAsync(string address, bool byLink) => byLink ? server.LinkTokenToAsync(address) : server.Mails.CodeToAsync(address);

    private Task<Answer> AnswerAsync(Answer flow, string text, bool byLink) => byLink
        ? server.AnswerAsync(flow, new { link = text })
        : server.AnswerAsync(flow, new { code = text });
}
