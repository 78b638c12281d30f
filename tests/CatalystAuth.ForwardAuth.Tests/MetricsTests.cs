using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.ForwardAuth.Principals;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What decisions are measured as.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private const string Decisions = "catalyst.forward_auth.decisions";

    private TestGate _gate = null!;
    private App _app = null!;
    private Measurements _measured = null!;

    public async ValueTask InitializeAsync()
    {
        _gate = await TestGate.StartAsync();
        _app = _gate.NewApp();
        _measured = new(_gate);
    }

    public ValueTask DisposeAsync()
    {
        _measured.Dispose();
        return _gate.DisposeAsync();
    }

    [Fact]
    public async Task Each_decision_is_counted_by_app_outcome_reason_proxy_and_whether_its_answer_was_known()
    {
        var token = _gate.Token();
        await _gate.AskAsync(_app, "/reports", token);
        await _gate.AskAsync(_app, "/reports", token, "nginx");
        await _gate.AskAsync(_app, "/public/x");
        await _gate.AskAsync(_app, "/public/x");
        await _gate.AskAsync(_app, "/reports");
        await _gate.AskAsync(_app, "/reports", token[..^8] + "AAAAAAAA");
        await _gate.AskAsync(_app, "/reports", token, host: "other.localhost");

        _measured.Of(Decisions).ShouldBe(
        [
            (1, $"app={_app.Id} outcome=allow reason=decision.allowed flavour=caddy cache=miss"),
            (1, $"app={_app.Id} outcome=allow reason=decision.allowed flavour=nginx cache=hit"),
            (1, $"app={_app.Id} outcome=allow reason=decision.public flavour=caddy cache=miss"),
            (1, $"app={_app.Id} outcome=allow reason=decision.public flavour=caddy cache=hit"),
            (1, $"app={_app.Id} outcome=deny reason=decision.unauthenticated flavour=caddy cache=hit"),
            (1, $"app={_app.Id} outcome=deny reason=decision.invalid_token flavour=caddy cache=miss"),
            (1, $"app={_app.Id} outcome=deny reason=decision.unknown_app flavour=caddy cache=hit"),
        ]);
    }

    [Fact]
    public async Task An_app_that_there_is_none_of_makes_no_series()
    {
        for (var n = 0; n < 20; n++)
        {
            await _gate.AskAsync(_app with { Id = TypeId.New<AppId>(_gate.Time.GetUtcNow()) }, "/x");
        }

        _measured.Of(Decisions).Select(one => one.Tags).Distinct()
            .ShouldBe(["app=unknown outcome=deny reason=decision.unknown_app flavour=caddy cache=hit"]);
        _gate.Remove(_app);
        await _gate.AskAsync(_app, "/x");
        _measured.Of(Decisions)[^1].Tags.ShouldStartWith("app=unknown ");
    }

    [Fact]
    public async Task The_time_is_taken_of_each_decision_in_seconds()
    {
        _gate.Engine.Answer = _ =>
        {
            _gate.Time.Advance(TimeSpan.FromMilliseconds(250));
            return Core.Policies.PolicyVerdict.Allowed;
        };
        var slow = _app with { Engine = "test" };
        _gate.Put(slow);

        await _gate.AskAsync(slow, "/reports", _gate.Token());
        await _gate.AskAsync(slow, "/reports");

        _measured.Of("catalyst.forward_auth.duration").ShouldBe([(0.25, "outcome=allow cache=miss"), (0, "outcome=deny cache=hit")]);
    }

    [Fact]
    public async Task What_is_remembered_can_be_read()
    {
        _measured.Read("catalyst.forward_auth.principals").ShouldBe(0);
        await _gate.AskAsync(_app, "/reports", _gate.Token());
        await _gate.AskAsync(_app, "/reports", _gate.Token());

        _measured.Read("catalyst.forward_auth.principals").ShouldBe(2);
        _measured.Read("catalyst.forward_auth.principals.size").ShouldBe(_gate.Get<PrincipalStore>().Bytes);
    }

    [Fact]
    public async Task What_begins_to_be_measured_in_the_middle_is_not_timed_wrongly()
    {
        _measured.Dispose();
        Measurements? late = null;
        _gate.Engine.Answer = _ =>
        {
            late = new(_gate);
            return Core.Policies.PolicyVerdict.Allowed;
        };
        var app = _app with { Engine = "test" };
        _gate.Put(app);

        await _gate.AskAsync(app, "/reports", _gate.Token());

        late.ShouldNotBeNull();
        late.Of(Decisions).ShouldHaveSingleItem();
        late.Of("catalyst.forward_auth.duration").ShouldBeEmpty();
        late.Dispose();
    }
}
