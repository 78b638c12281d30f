using System.Net;
using CatalystAuth.Contracts.Idempotency;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgSlugTests(SqliteServer server) : OrgSlugTests(server);

public sealed class PostgresOrgSlugTests(PostgresServer server) : OrgSlugTests(server);

public abstract class OrgSlugTests(TestServer server)
{
    [Fact]
    public async Task A_former_slug_leads_to_the_same_address_with_the_new_one_whatever_the_method()
    {
        var ada = await server.SignUpAsync();
        var (org, old) = await NewOrgAsync(ada);
        var slug = NewSlug();
        (await ada.PatchAsync($"/v1/orgs/{old}", new { slug })).Text("slug").ShouldBe(slug);

        Moved(await ada.GetAsync($"/v1/orgs/{old}")).ShouldBe($"/v1/orgs/{slug}");
        Moved(await ada.GetAsync($"/v1/orgs/{old}/members?limit=1&q=a%20b")).ShouldBe($"/v1/orgs/{slug}/members?limit=1&q=a%20b");
        Moved(await ada.PatchAsync($"/v1/orgs/{old}", new { name = "X" }, "\"1\"")).ShouldBe($"/v1/orgs/{slug}");
        Moved(await ada.PostAsync($"/v1/orgs/{old}/groups", new { name = "G" })).ShouldBe($"/v1/orgs/{slug}/groups");
        Moved(await ada.PutAsync($"/v1/orgs/{old}/permissions/report%3Aread", new { })).ShouldBe($"/v1/orgs/{slug}/permissions/report:read");
        Moved(await ada.DeleteAsync($"/v1/orgs/{old}/members/{ada.UserId}")).ShouldBe($"/v1/orgs/{slug}/members/{ada.UserId}");
        (await ada.GetAsync($"/v1/orgs/{org}")).Text("slug").ShouldBe(slug);
        (await ada.GetAsync($"/v1/orgs/{slug}/groups")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_former_slug_tells_a_stranger_nothing()
    {
        var ada = await server.SignUpAsync();
        var (_, old) = await NewOrgAsync(ada);
        (await ada.PatchAsync($"/v1/orgs/{old}", new { slug = NewSlug() })).ShouldBe(HttpStatusCode.OK);
        var eve = await server.SignUpAsync("Eve");
        var (other, _) = await NewOrgAsync(eve);
        var (_, text) = await eve.NewKeyAsync(other, "org:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));

        foreach (var stranger in new[] { eve, key })
        {
            var answer = await stranger.GetAsync($"/v1/orgs/{old}");
            answer.ShouldBe(HttpStatusCode.NotFound, "org.not_found");
            answer.Headers.Location.ShouldBeNull();
            answer.Text("detail").ShouldBe((await stranger.GetAsync($"/v1/orgs/{NewSlug()}")).Text("detail"));
        }

        (await server.Anonymous().GetAsync($"/v1/orgs/{old}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        Moved(await (await server.SignInAdminAsync()).GetAsync($"/v1/orgs/{old}")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_former_slug_is_nobody_elses_and_its_own_organisation_may_take_it_back()
    {
        var ada = await server.SignUpAsync();
        var (org, old) = await NewOrgAsync(ada);
        var slug = NewSlug();
        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug })).ShouldBe(HttpStatusCode.OK);
        var eve = await server.SignUpAsync("Eve");
        var (other, _) = await NewOrgAsync(eve);

        (await eve.PostAsync("/v1/orgs", new { name = "Mine", slug = old })).ShouldBe(HttpStatusCode.Conflict, "org.slug_taken");
        (await eve.PatchAsync($"/v1/orgs/{other}", new { slug = old })).ShouldBe(HttpStatusCode.Conflict, "org.slug_taken");
        (await eve.PostAsync("/v1/orgs", new { name = old })).Text("slug").ShouldStartWith($"{old}-");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug = old })).Text("slug").ShouldBe(old);
        Moved(await ada.GetAsync($"/v1/orgs/{slug}")).ShouldBe($"/v1/orgs/{old}");
        (await ada.GetAsync($"/v1/orgs/{old}")).Text("id").ShouldBe(org);
    }

    [Fact]
    public async Task Of_many_that_want_one_slug_at_once_one_gets_it()
    {
        var ada = await server.SignUpAsync();
        var orgs = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            orgs.Add((await NewOrgAsync(ada)).Id);
        }

        var slug = NewSlug();
        var answers = await Task.WhenAll(orgs.Select(org => ada.PatchAsync($"/v1/orgs/{org}", new { slug }))
            .Append(ada.PostAsync("/v1/orgs", new { name = "New", slug })));

        answers.Count(answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "org.slug_taken").ShouldBe(4);
    }

    [Fact]
    public async Task Of_many_with_one_name_at_once_each_gets_a_slug_of_its_own()
    {
        var ada = await server.SignUpAsync();
        var name = NewSlug();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.PostAsync("/v1/orgs", new { name })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        answers.Select(answer => answer.Text("slug")).Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task Nobody_collects_slugs()
    {
        var ada = await server.SignUpAsync();
        var (org, first) = await NewOrgAsync(ada);
        for (var i = 1; i < 20; i++)
        {
            (await ada.PatchAsync($"/v1/orgs/{org}", new { slug = NewSlug() })).ShouldBe(HttpStatusCode.OK);
        }

        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug = NewSlug() })).ShouldBe(HttpStatusCode.Conflict, "org.too_many_slugs");
        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug = first })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_change_ends_cached_identities_and_leaves_tokens_valid()
    {
        var ada = await server.SignUpAsync();
        var (org, old) = await NewOrgAsync(ada);
        var token = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("org", org));
        var inside = new Caller(server.NewHttpClient(), token.Text("access_token"));
        (await inside.GetAsync($"/v1/me/effective?org={org}")).Text("orgSlug").ShouldBe(old);
        var slug = NewSlug();

        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug })).ShouldBe(HttpStatusCode.OK);

        (await inside.GetAsync($"/v1/me/effective?org={org}")).Text("orgSlug").ShouldBe(slug);
        var next = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token.Text("refresh_token")), ("org", org));
        Jwt.Payload(next.Text("access_token"))["org_slug"]!.GetValue<string>().ShouldBe(slug);
    }

    [Fact]
    public async Task A_redirect_uses_up_no_idempotency_key()
    {
        var ada = await server.SignUpAsync();
        var (org, old) = await NewOrgAsync(ada);
        (await ada.PatchAsync($"/v1/orgs/{org}", new { slug = NewSlug() })).ShouldBe(HttpStatusCode.OK);
        var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add(IdempotencyHeaders.Key, "moved-1");
        var once = new Caller(http, ada.AccessToken);
        var moved = Moved(await once.PostAsync($"/v1/orgs/{old}/groups", new { name = "Once" }));
        (await once.PostAsync(moved, new { name = "Once" })).ShouldBe(HttpStatusCode.Created);
        (await once.PostAsync(moved, new { name = "Once" })).Headers.Contains(IdempotencyHeaders.Replayed).ShouldBeTrue();
    }

    private static string Moved(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.PermanentRedirect, answer.Body);
        answer.Body.ShouldBeEmpty();
        return answer.Headers.Location!.OriginalString;
    }

    private static string NewSlug() => $"s{Guid.CreateVersion7():N}";

    private static async Task<(string Id, string Slug)> NewOrgAsync(Caller caller)
    {
        var created = await caller.PostAsync("/v1/orgs", new { name = "Acme", slug = NewSlug() });
        created.ShouldBe(HttpStatusCode.Created);
        return (created.Text("id"), created.Text("slug"));
    }
}
