using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>The same answer at two nodes of one server.</summary>
public sealed class FlowNodeTests
{
    [Fact]
    public async Task At_once_begins_one_session_and_later_gives_it_again()
    {
        await using var first = new FirstNode(null);
        await first.InitializeAsync();
        await using var second = new SecondNode(first);
        await second.InitializeAsync();
        var ada = await first.SignUpAsync();
        var flow = await first.StartAsync("sign_in", new { identifier = ada.Email });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? (TestServer)first : second).AnswerAsync(flow, new { password = TestServer.Password })));

        var done = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        done.ShouldNotBeEmpty();
        done.ShouldAllBe(answer => answer.Body == done[0].Body);
        answers.Except(done).ShouldAllBe(answer => answer.Code == "flow.answered");
        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
        (await second.AnswerAsync(flow, new { password = TestServer.Password })).Body.ShouldBe(done[0].Body);
    }
}
