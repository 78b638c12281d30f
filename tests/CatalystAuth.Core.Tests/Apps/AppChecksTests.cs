using System.Text.Json;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CsCheck;

namespace CatalystAuth.Core.Tests.Apps;

public sealed class AppChecksTests
{
    [Theory]
    [InlineData("App.Example.com", "app.example.com")]
    [InlineData("app.example.com.", "app.example.com")]
    [InlineData("app.example.com:8443", "app.example.com:8443")]
    [InlineData("localhost", "localhost")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    public void A_host_becomes_canonical(string host, string canonical) => AppHost.Canonicalise(host).ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("https://app.example.com")]
    [InlineData("app.example.com/")]
    [InlineData("app.example.com:0")]
    [InlineData("app.example.com:080")]
    [InlineData("app.example.com:65536")]
    [InlineData("app.example.com:")]
    [InlineData("*.example.com")]
    [InlineData("user@example.com")]
    [InlineData("app..example.com")]
    [InlineData("-app.example.com")]
    [InlineData("app_1.example.com")]
    [InlineData("bücher.example")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("[::1")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("app example.com")]
    [InlineData("app.example.com\r\nX: y")]
    public void What_is_no_host_is_refused(string host) => AppHost.Canonicalise(host).ShouldBeNull();

    [Fact]
    public void A_canonical_host_stays_as_it_is() => Gen.String[Gen.Char["abcXYZ019.-:[]"], 1, 20].Sample(text =>
    {
        if (AppHost.Canonicalise(text) is { } host)
        {
            AppHost.Canonicalise(host).ShouldBe(host);
        }
    });

    [Theory]
    [InlineData("/", true)]
    [InlineData("/**", true)]
    [InlineData("/public/**", true)]
    [InlineData("/a/*/b", true)]
    [InlineData("/a/", true)]
    [InlineData("public", false)]
    [InlineData("", false)]
    [InlineData("/a//b", false)]
    [InlineData("/a/../b", false)]
    [InlineData("/./b", false)]
    [InlineData("/**/b", false)]
    [InlineData("/a*", false)]
    [InlineData("/a%2fb", false)]
    [InlineData("/a;b", false)]
    [InlineData("/a?b", false)]
    [InlineData("/a#b", false)]
    [InlineData("/a\\b", false)]
    [InlineData("/ä", false)]
    public void Paths_follow_their_grammar(string path, bool valid) => AppPath.IsValid(path).ShouldBe(valid);

    [Fact]
    public void A_rule_with_a_requirement_that_can_never_be_meant_is_refused()
    {
        Requirement[] wrong =
        [
            new Requirement.Not(new Requirement.Public()), new Requirement.Scope("read"), new Requirement.Role("Big Boss"),
            new Requirement.Label("Beta"), new Requirement.Ip("10.0.0.0/33"), new Requirement.Org("Not A Slug"),
            new Requirement.All([new Requirement.Public(), new Requirement.Permission(":")]),
        ];
        foreach (var requirement in wrong)
        {
            AppChecks.CheckRules([new AppRule("/**", requirement)]).ShouldNotBeNull().Code.ShouldBe(AppErrorCodes.InvalidRule);
        }

        AppChecks.CheckRules([new AppRule("/**", new Requirement.Public(), ["get"])]).ShouldNotBeNull();
        AppChecks.CheckRules([new AppRule("/**", new Requirement.Public(), [])]).ShouldNotBeNull();
        AppChecks.CheckRules([]).ShouldNotBeNull();
        AppChecks.CheckRules([new AppRule("/**", new Requirement.Public(), ["GET"])]).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"path":"/**","require":{"all":["public",{"not":{"label":"Beta"}}]}}""", "/rules/1/require/all/1/not/label")]
    [InlineData("""{"path":"/**","require":"public","deny":{"any":[{"ip":["10.0.0.0/8","x"]}]}}""", "/rules/1/deny/any/0/ip/1")]
    [InlineData("""{"path":"/**","require":"public","deny":"public"}""", "/rules/1/deny")]
    [InlineData("""{"path":"/**","require":{"time":{"after":"09:00","zone":"Europe/Nowhere"}}}""", "/rules/1/require/time/zone")]
    [InlineData("""{"path":"/**","require":{"time":{"after":"09:00","zone":"W-Europe"}}}""", "/rules/1/require/time/zone")]
    [InlineData("""{"path":"/**","require":{"time":{"after":"09:00","before":"09:00","zone":"UTC"}}}""", "/rules/1/require/time/before")]
    [InlineData("""{"path":"/**","require":{"time":{"notBefore":"2026-01-02T00:00:00Z","notAfter":"2026-01-02T00:00:00Z"}}}""", "/rules/1/require/time/notAfter")]
    [InlineData("""{"path":"**","require":"public"}""", "/rules/1/path")]
    public void A_refusal_points_at_the_clause(string rule, string at)
    {
        var rules = JsonSerializer.Deserialize<IReadOnlyList<AppRule>>($$"""[{"path":"/a","require":"public"},{{rule}}]""", CatalystJson.Strict)!;

        AppChecks.CheckRules(rules).ShouldNotBeNull().Fields.Keys.ShouldBe([at]);
    }

    [Fact]
    public void How_much_has_to_be_asked_is_bounded()
    {
        var some = new Requirement.Any([.. Enumerable.Repeat(new Requirement.Any([.. Enumerable.Repeat(new Requirement.Public(), 3)]), 49)]);
        var many = new Requirement.Any([.. Enumerable.Repeat(new Requirement.Any([.. Enumerable.Repeat(new Requirement.Public(), 3)]), 50)]);

        AppChecks.CheckRules([new("/**", some)]).ShouldBeNull();
        AppChecks.CheckRules([new("/**", many)]).ShouldNotBeNull().Message.ShouldContain("201");
        AppChecks.CheckRules([new("/**", new Requirement.Public(), null, many)]).ShouldNotBeNull();
        AppChecks.CheckRules([.. Enumerable.Repeat(new AppRule("/**", some), 6)]).ShouldNotBeNull().Message.ShouldContain("1000");
    }

    [Fact]
    public void Hosts_stand_once_and_there_is_at_least_one()
    {
        AppChecks.CheckHosts([]).IsSuccess.ShouldBeFalse();
        AppChecks.CheckHosts(["a.example", "A.EXAMPLE."]).IsSuccess.ShouldBeFalse();
        AppChecks.CheckHosts(["a.example", "b.example"]).Value.ShouldBe(["a.example", "b.example"]);
    }
}
