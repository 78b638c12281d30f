using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Denials that came before any app was found: recorded, and so that nobody can fill the database with them.</summary>
public sealed class StrayDenialTests
{
    [Fact]
    public async Task Those_of_one_kind_share_a_record_by_the_minute()
    {
        await using var gate = await TestGate.StartAsync();
        var gone = gate.NewApp();
        gate.Remove(gone);

        var first = await gate.AskAsync(gone, "/a?secret=1");
        first.ShouldBe(403, DecisionReasons.UnknownApp);
        IdOf(await gate.AskAsync(gone, "/b", method: "POST")).ShouldBe(IdOf(first));
        var elsewhere = await gate.AskAsync(gone, "/a", host: "other.localhost");
        var another = await gate.AskAsync(gone with { Id = TypeId.New<AppId>(gate.Time.GetUtcNow()) }, "/a");
        gate.Time.Advance(TimeSpan.FromMinutes(1));
        await gate.RefreshFeedAsync();
        var later = await gate.AskAsync(gone, "/c");

        var recorded = await gate.RecordedAsync(IdOf(first));
        (recorded.AppId, recorded.OrgId, recorded.Outcome, recorded.Reason).ShouldBe((gone.Id, null, DecisionOutcome.Deny, DecisionReasons.UnknownApp));
        (recorded.Method, recorded.Host, recorded.Path, recorded.Basis).ShouldBe(("-", "app.localhost", "-", null));
        await gate.RecordedAsync(IdOf(later));
        gate.Decisions.Select(decision => decision.Id).ShouldBe([IdOf(first), IdOf(elsewhere), IdOf(another), IdOf(later)]);
    }

    [Fact]
    public async Task However_many_hosts_somebody_makes_up_there_are_few_records_and_each_answer_names_one()
    {
        await using var gate = await TestGate.StartAsync();
        gate.Get<DomainCatalog>().Put("apps.example", gate.Org);

        var ids = new List<DecisionId>();
        for (var n = 0; n < 100; n++)
        {
            ids.Add(IdOf(await gate.AskAsync("domain/apps.example", "/", host: $"h{n}.apps.example")));
        }

        ids.Distinct().Count().ShouldBe(StrayDenials.MostKinds + 1);
        ids.Skip(StrayDenials.MostKinds).Distinct().ShouldHaveSingleItem();
        foreach (var id in ids.Distinct())
        {
            (await gate.RecordedAsync(id)).AppId.ShouldBeNull();
        }

        gate.Decisions.Count.ShouldBe(StrayDenials.MostKinds + 1);
        (await gate.RecordedAsync(ids[^1])).Host.ShouldBe("-");
    }

    [Fact]
    public async Task What_another_than_a_proxy_of_ours_says_is_not_believed_and_makes_no_kinds()
    {
        await using var gate = await TestGate.StartAsync("10.0.0.0/8");

        var first = await gate.AskAsync(gate.NewApp(), "/public/x", host: "a.example");
        var second = await gate.AskAsync("domain/apps.example", "/x", host: "b.example");

        first.ShouldBe(403, DecisionReasons.UntrustedProxy);
        IdOf(second).ShouldBe(IdOf(first));
        var recorded = await gate.RecordedAsync(IdOf(first));
        (recorded.AppId, recorded.OrgId, recorded.Method, recorded.Host, recorded.Path).ShouldBe((null, null, "-", "-", "-"));
        gate.Decisions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_comes_by_no_route_is_counted_and_recorded_and_nothing_of_it_is_kept()
    {
        await using var gate = await TestGate.StartAsync("10.0.0.0/8");
        using var measured = new Measurements(gate);
        using var http = new HttpClient();
        foreach (var path in (string[])["/", "/fa/caddy", "/fa/unknown/x?secret=1", "/healthz/live"])
        {
            (await http.GetAsync(new Uri(gate.Url, path), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        }

        var opaque = new DefaultHttpContext();
        opaque.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "http:http://app.localhost/healthz";
        await gate.Get<VerifyHandler>().HandleAsync(opaque);

        opaque.Response.StatusCode.ShouldBe(400);
        measured.Of("catalyst.forward_auth.decisions").Select(one => one.Tags).ShouldBe(
        [
            .. Enumerable.Repeat("app=unknown outcome=deny reason=decision.no_route flavour=unknown cache=hit", 4),
            "app=unknown outcome=deny reason=decision.bad_request flavour=unknown cache=hit",
        ]);
        await gate.RecordsAsync(2);
        gate.Decisions.Select(decision => (decision.Reason, decision.AppId, decision.OrgId, decision.Method, decision.Host, decision.Path))
            .ShouldBe([(DecisionReasons.NoRoute, null, null, "-", "-", "-"), (DecisionReasons.BadRequest, null, null, "-", "-", "-")]);
    }

    [Fact]
    public async Task A_question_that_can_not_be_read_is_recorded_with_the_app_that_was_asked_for()
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        var refused = await gate.AskAsync(app, "/public/x", extra: ("X_Forwarded_Uri", "/"));

        refused.ShouldBe(400, DecisionReasons.BadRequest);
        var recorded = await gate.RecordedAsync(IdOf(refused));
        (recorded.AppId, recorded.OrgId, recorded.Reason).ShouldBe((app.Id, null, DecisionReasons.BadRequest));
    }

    [Fact]
    public async Task Denials_of_apps_are_recorded_one_by_one_as_ever()
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        var ids = new[] { IdOf(await gate.AskAsync(app, "/reports")), IdOf(await gate.AskAsync(app, "/reports")), IdOf(await gate.AskAsync(app, "/x", host: "other.localhost")) };

        ids.Distinct().Count().ShouldBe(3);
        (await gate.RecordedAsync(ids[2])).OrgId.ShouldBe(gate.Org);
    }

    private static DecisionId IdOf(Reply reply) => DecisionId.Parse(JsonNode.Parse(reply.Body)!["decisionId"]!.GetValue<string>(), null);
}
