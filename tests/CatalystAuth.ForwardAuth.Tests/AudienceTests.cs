using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.ForwardAuth.Principals;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Bearer tokens for whom an app takes them, and for others.</summary>
public sealed class AudienceTests : IAsyncLifetime
{
    private TestGate _gate = null!;
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp() with { Audiences = ["billing", "https://reports.example.com"] };
        _gate.Put(_app);
    }

    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    [Fact]
    public async Task An_app_takes_the_audiences_that_it_names_and_no_other_also_not_the_servers()
    {
        foreach (var audience in _app.Audiences)
        {
            (await AskAsync(_app, audience)).ShouldBe(200);
        }

        foreach (var audience in (string[])[TestGate.Issuer, "Billing", "billing ", "billing,https://reports.example.com", "bill", "search", _app.Id.ToString(), "-"])
        {
            var refused = await AskAsync(_app, audience);

            refused.ShouldBe(401, DecisionReasons.WrongAudience);
            refused.Headers["WWW-Authenticate"].ShouldBe(["Bearer realm=\"catalyst\", error=\"invalid_token\""]);
            refused.Headers.ShouldNotContainKey(IdentityHeaders.UserSub);
            (await _gate.AskAsync(_app, "/public/x", Token(audience))).ShouldBe(401, DecisionReasons.WrongAudience);
        }
    }

    [Fact]
    public async Task An_app_that_names_none_takes_the_servers_own_only()
    {
        var app = _gate.NewApp();

        (await AskAsync(app, TestGate.Issuer)).ShouldBe(200);
        (await AskAsync(app, "billing")).ShouldBe(401, DecisionReasons.WrongAudience);
    }

    [Fact]
    public async Task A_token_that_is_warm_at_one_app_is_not_for_another_by_that()
    {
        var (usual, both) = (_gate.NewApp(), _gate.NewApp() with { Audiences = [TestGate.Issuer, "billing"] });
        _gate.Put(both);
        var (billing, general) = (Token("billing"), _gate.Token());
        for (var round = 0; round < 2; round++)
        {
            (await _gate.AskAsync(_app, "/reports", billing)).ShouldBe(200);
            (await _gate.AskAsync(usual, "/reports", billing)).ShouldBe(401, DecisionReasons.WrongAudience);
            (await _gate.AskAsync(both, "/reports", billing)).ShouldBe(200);
            (await _gate.AskAsync(usual, "/reports", general)).ShouldBe(200);
            (await _gate.AskAsync(_app, "/reports", general)).ShouldBe(401, DecisionReasons.WrongAudience);
            (await _gate.AskAsync(both, "/reports", general)).ShouldBe(200);
        }

        _gate.Get<PrincipalStore>().Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_app_that_takes_others_from_now_on_does_so_at_once_also_of_warm_tokens()
    {
        var token = Token("billing");
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);

        _gate.Put(_app with { Audiences = ["search"], Version = 2 });
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(401, DecisionReasons.WrongAudience);

        _gate.Put(_app with { Version = 3 });
        (await _gate.AskAsync(_app, "/reports", token)).ShouldBe(200);
    }

    [Theory]
    [InlineData("traefik")]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task It_never_falls_through_to_a_cookie(string flavour)
    {
        var handle = _gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims());
        var cookie = ("Cookie", $"__Host-catalyst_app={handle}");
        (await NavigateAsync(null)).ShouldBe(200);

        var refused = await NavigateAsync(Token("search"));

        refused.ShouldBe(401, DecisionReasons.WrongAudience);
        (refused.Location, refused.Cookies.Count).ShouldBe((null, 0));

        Task<Reply> NavigateAsync(string? token) => _gate.AskAsync(_app, "/reports", token, flavour, extra: [("Accept", "text/html"), cookie]);
    }

    [Fact]
    public async Task Browsers_come_by_cookies_whatever_the_app_names()
    {
        var handle = _gate.Sessions.Begin(new(_app.Id, _gate.Org, "app.localhost", null), () => _gate.Claims());

        (await _gate.AskAsync(_app, "/reports", extra: ("Cookie", $"__Host-catalyst_app={handle}"))).ShouldBe(200);
    }

    [Fact]
    public async Task The_audience_is_asked_before_the_organisation_and_the_rule_and_is_recorded()
    {
        var stranger = _gate.Token(_gate.Claims("") with { Audience = "search", Org = "org_01h455vb4pex5vsknk084sn02q" });

        var refused = await _gate.AskAsync(_app, "/reports", stranger);

        refused.ShouldBe(401, DecisionReasons.WrongAudience);
        var id = JsonNode.Parse(refused.Body)!["decisionId"]!.GetValue<string>();
        (await _gate.RecordedAsync(DecisionId.Parse(id, null))).Reason.ShouldBe(DecisionReasons.WrongAudience);
    }

    private string Token(string audience) => _gate.Token(_gate.Claims() with { Audience = audience });

    private Task<Reply> AskAsync(App app, string audience) => _gate.AskAsync(app, "/reports", Token(audience));
}
