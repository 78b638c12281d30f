using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>A server whose operator lets Prometheus in.</summary>
public sealed class MeasuredServer : SqliteServer
{
    public const string Token = "0f3a5c7e9b1d2f4a6c8e";

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Metrics:Token"] = Token;
        return base.ConfigureAsync(settings);
    }
}

/// <summary><c>GET /metrics</c>, and who gets nothing from it.</summary>
public sealed class MetricsTests(MeasuredServer measured, SqliteServer usual) : IClassFixture<MeasuredServer>
{
    [Fact]
    public async Task Usually_there_is_no_such_route()
    {
        (await usual.Anonymous().GetAsync("/metrics")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
        (await With(usual, $"Bearer {MeasuredServer.Token}")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
        (await With(usual, "Bearer ")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
    }

    /// <summary>CVE-2024-52307: the secret of the metrics.</summary>
    [Trait("Advisory", "Metrics secret")]
    [Theory]
    [InlineData]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0f3a5c7e9b1d2f4a6c8f")]
    [InlineData("Bearer 0f3a5c7e9b1d2f4a6c8")]
    [InlineData("Bearer 0f3a5c7e9b1d2f4a6c8e0")]
    [InlineData("Bearer 0F3A5C7E9B1D2F4A6C8E")]
    [InlineData("Bearer  0f3a5c7e9b1d2f4a6c8e")]
    [InlineData("0f3a5c7e9b1d2f4a6c8e")]
    [InlineData("Basic 0f3a5c7e9b1d2f4a6c8e")]
    [InlineData("Bearer 0f3a5c7e9b1d2f4a6c8e", "Bearer 0f3a5c7e9b1d2f4a6c8e")]
    public async Task Who_does_not_have_the_token_gets_nothing(params string[] sent)
    {
        var answer = await With(measured, sent);

        answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        answer.Body.ShouldNotContain(MeasuredServer.Token);
    }

    [Fact]
    public async Task No_token_of_ours_is_good_for_it_and_it_is_good_for_nothing_else()
    {
        var admin = await measured.SignInAdminAsync();
        (await admin.GetAsync("/metrics")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await measured.Anonymous().GetAsync($"/metrics?access_token={MeasuredServer.Token}")).ShouldBe(HttpStatusCode.Unauthorized);

        var prometheus = new Caller(measured.NewHttpClient(), MeasuredServer.Token);
        foreach (var path in (string[])["/v1/me", "/v1/orgs", "/v1/audit/events"])
        {
            (await prometheus.GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        }

        (await prometheus.PostAsync("/metrics", new { })).ShouldBe(HttpStatusCode.MethodNotAllowed, "request.method_not_allowed");
        (await prometheus.GetAsync("/metrics/x")).ShouldBe(HttpStatusCode.NotFound, "request.no_route");
        (await measured.Anonymous().GetAsync("/openapi/v1.json")).Body.ShouldNotContain("/metrics\"");
        measured.Log.Lines.ShouldNotContain(line => line.Contains(MeasuredServer.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_it_reads_what_forward_auth_decided()
    {
        var ada = await measured.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var app = await ada.NewAppAsync(org);
        var (_, key) = await ada.NewKeyAsync(org, "app:read");
        var token = (await measured.Anonymous().ExchangeAsync(key)).Text("access_token");
        for (var time = 0; time < 5; time++)
        {
            (await measured.AskGateAsync(app, "/reports", token)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await measured.AskGateAsync(app, "/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var made = TypeId.New<AppId>(TimeProvider.System.GetUtcNow()).ToString();
        (await measured.AskGateAsync(made, "/reports")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var answer = await With(measured, $"bearer {MeasuredServer.Token}");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.ContentType.ShouldBe("text/plain");
        var lines = answer.Body.Split('\n');

        // An app that was only just made may be read once more, which makes a second miss.
        var allowed = CountsOf("catalyst_forward_auth_decisions_total", $"app=\"{app}\"", "outcome=\"allow\"", "reason=\"decision.allowed\"", "flavour=\"caddy\"");
        allowed.Sum().ShouldBe(5, answer.Body);
        allowed.Count.ShouldBe(2, answer.Body);
        CountsOf("catalyst_forward_auth_decisions_total", $"app=\"{app}\"", "outcome=\"allow\"", "cache=\"hit\"").ShouldHaveSingleItem().ShouldBeInRange(1, 4);
        CountsOf("catalyst_forward_auth_decisions_total", $"app=\"{app}\"", "reason=\"decision.unauthenticated\"").ShouldBe([1], answer.Body);
        CountsOf("catalyst_forward_auth_decisions_total", "app=\"unknown\"", "reason=\"decision.unknown_app\"").ShouldContain(count => count >= 1, answer.Body);
        CountsOf("catalyst_forward_auth_duration_seconds_bucket", "outcome=\"allow\"", "cache=\"hit\"", "le=\"+Inf\"")
            .ShouldContain(count => count >= 1, answer.Body);
        CountsOf("catalyst_forward_auth_duration_seconds_bucket", "outcome=\"allow\"", "cache=\"hit\"", "le=\"0.00025\"").ShouldNotBeEmpty();

        // Of gauges the server that was asked last tells: how much it is has a test in ForwardAuth.Tests.
        CountsOf("catalyst_forward_auth_principals", "otel_scope_name=\"CatalystAuth\"").ShouldContain(count => count >= 0, answer.Body);
        CountsOf("catalyst_forward_auth_principals_size_bytes", "otel_scope_name=\"CatalystAuth\"").ShouldContain(size => size >= 0, answer.Body);
        CountsOf("catalyst_decisions_queue", "otel_scope_name=\"CatalystAuth\"").ShouldNotBeEmpty();
        answer.Body.ShouldNotContain(made);
        answer.Body.ShouldNotContain(token);

        // "name{labels} value [timestamp]"; servers of other tests in this process count too, in lines of their own but where all labels are the same.
        IReadOnlyList<long> CountsOf(string name, params string[] labels) =>
        [
            .. lines
                .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
                .Select(line => long.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture)),
        ];
    }

    private static async Task<Answer> With(TestServer server, params string[] sent)
    {
        using var http = server.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        foreach (var value in sent)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
