using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Who may, gets in, and the upstream knows who it is.</summary>
public sealed class AllowedTests(Stack stack)
{
    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_token_of_a_key_gets_in_and_the_upstream_knows_the_key(string proxy)
    {
        var key = await stack.Tenant.IssueKeyAsync("app:read", "app:write");
        var token = await stack.Tenant.ExchangeAsync(key);

        var request = (await stack.SendAsync(proxy, "/reports?year=2026&x=%2F", token)).ShouldBeLetIn();

        request.Method.ShouldBe("GET");
        request.Path.ShouldBe("/reports?year=2026&x=%2F");
        ShouldCarryAllHeadersOnce(request);
        request.Values(IdentityHeaders.UserSub).ShouldBe([key.Id.ToString()]);
        request.Values(IdentityHeaders.UserEmail).ShouldBe([IdentityHeaders.Absent]);
        request.Values(IdentityHeaders.OrgId).ShouldBe([stack.Tenant.Org.Id.ToString()]);
        request.Values(IdentityHeaders.OrgSlug).ShouldBe([stack.Tenant.Org.Slug]);
        request.Values(IdentityHeaders.Scopes).Single().Split(' ').ShouldBe(["app:read", "app:write"], ignoreOrder: true);
        request.Values(IdentityHeaders.SessionId).ShouldBe([IdentityHeaders.Absent]);
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task A_users_token_for_the_organisation_gets_in_and_the_upstream_knows_the_user(string proxy)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Grace");
        await tenant.IssueKeyAsync("app:read"); // Defines the permission, which the owner then holds.
        var app = await tenant.ProtectAsync("grace.localhost");
        await using var own = await stack.StartAsync(proxy, tenant, app);
        var token = await tenant.EnterAsync();

        var answer = await RawHttp.SendAsync(
            own.Url, "GET", "/", "grace.localhost",
            (EchoUpstream.ProbeHeader, token), ("Authorization", $"Bearer {token}"));

        answer.Status.ShouldBe(200, answer.Body);
        var request = stack.Upstream.With(token).ShouldHaveSingleItem();
        ShouldCarryAllHeadersOnce(request);
        request.Values(IdentityHeaders.UserSub).ShouldBe([tenant.Owner.Id.ToString()]);
        request.Values(IdentityHeaders.UserEmail).ShouldBe([tenant.Owner.Email]);
        request.Values(IdentityHeaders.OrgId).ShouldBe([tenant.Org.Id.ToString()]);
        request.Values(IdentityHeaders.Role).ShouldBe([BuiltInRoles.Owner]);
        request.Values(IdentityHeaders.SessionId).Single().ShouldStartWith("ses_");
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_public_path_needs_nobody_and_names_nobody(string proxy)
    {
        foreach (var target in (string[])["/public/logo.png", "/public/a%20b?c=d", "/public/%61"])
        {
            var request = (await stack.SendAsync(proxy, target)).ShouldBeLetIn();

            request.Path.ShouldBe(target);
            ShouldCarryAllHeadersOnce(request);
            foreach (var name in IdentityHeaders.All.Except([IdentityHeaders.DecisionId, IdentityHeaders.Decision]))
            {
                request.Values(name).ShouldBe([IdentityHeaders.Absent], name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task The_decision_token_proves_the_other_headers_to_whoever_reads_the_JWKS(string proxy)
    {
        var request = (await stack.SendAsync(proxy, "/reports", await stack.Tenant.NewTokenAsync("app:read"))).ShouldBeLetIn();

        var decision = await DecisionJwt.VerifyAsync(stack.Server.Url, request.Values(IdentityHeaders.Decision).Single());

        decision["sub"]!.GetValue<string>().ShouldBe(request.Values(IdentityHeaders.UserSub).Single());
        decision["org"]!.GetValue<string>().ShouldBe(request.Values(IdentityHeaders.OrgId).Single());
        decision["app"]!.GetValue<string>().ShouldBe(stack.App.Id.ToString());
        decision["iss"]!.GetValue<string>().ShouldBe(stack.Server.Url.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task A_decision_can_be_looked_up_by_the_organisation(string proxy)
    {
        var request = (await stack.SendAsync(proxy, "/reports/7", await stack.Tenant.NewTokenAsync("app:read"))).ShouldBeLetIn();
        var id = DecisionId.Parse(request.Values(IdentityHeaders.DecisionId).Single(), null);

        var found = await Eventually.GetAsync(
            () => stack.Tenant.Client.Decisions.GetAsync(id, TestContext.Current.CancellationToken), result => result.IsSuccess,
            TimeSpan.FromSeconds(10));

        found.Value.Outcome.ShouldBe(DecisionOutcome.Allow);
        found.Value.AppId.ShouldBe(stack.App.Id);
        found.Value.Host.ShouldBe(Stack.AppHost);
        found.Value.Path.ShouldBe("/reports/7");
        found.Value.Rule.ShouldBe(1);
    }

    private static void ShouldCarryAllHeadersOnce(EchoedRequest request)
    {
        foreach (var name in IdentityHeaders.All)
        {
            request.Values(name).ShouldHaveSingleItem(name).ShouldNotBeNullOrWhiteSpace(name);
        }

        request.Values(IdentityHeaders.DecisionId).Single().ShouldStartWith("dec_");
        request.Values(IdentityHeaders.Decision).Single().Split('.').Length.ShouldBe(3);
    }
}
