using System.Net;
using CatalystAuth.Core.Keys;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteKeyTokenTests(SqliteServer server) : KeyTokenTests(server);

public sealed class PostgresKeyTokenTests(PostgresServer server) : KeyTokenTests(server);

/// <summary>Which tokens of a key may be alive.</summary>
public abstract class KeyTokenTests(TestServer server)
{
    [Fact]
    public async Task Tokens_of_a_key_are_listed_under_it_newest_first_and_not_the_token_itself()
    {
        var (ada, _, id, key) = await NewKeyAsync();
        var first = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");
        var second = (await server.Anonymous().ExchangeAsync(key, "app:read")).Text("access_token");
        await WrittenAsync();

        var listed = await ada.GetAsync($"/v1/keys/{id}/tokens");

        listed.ShouldBe(HttpStatusCode.OK);
        listed.Items().Select(token => token["id"]!.GetValue<string>()).ShouldBe([IdOf(second), IdOf(first)], ignoreOrder: true);
        var one = listed.Items().Single(token => token["id"]!.GetValue<string>() == IdOf(second));
        (one["scope"]!.GetValue<string>(), one["ipAddress"]!.GetValue<string>()).ShouldBe(("app:read", "127.0.0.1"));
        one["audience"]!.GetValue<string>().ShouldBe("http://localhost:5080");
        listed.Body.ShouldNotContain(first);
        listed.Body.ShouldNotContain(second);
    }

    [Fact]
    public async Task Those_of_a_key_that_does_not_work_are_dead()
    {
        var (ada, _, id, key) = await NewKeyAsync();
        await server.Anonymous().ExchangeAsync(key);
        await WrittenAsync();
        (await ada.GetAsync($"/v1/keys/{id}/tokens")).Items().Count.ShouldBe(1);

        (await ada.DeleteAsync($"/v1/keys/{id}")).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync($"/v1/keys/{id}/tokens")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_a_hundred_are_kept_and_all_are_counted()
    {
        var (ada, _, id, key) = await NewKeyAsync();
        for (var n = 0; n < 103; n++)
        {
            (await server.Anonymous().ExchangeAsync(key)).Status.ShouldBe(HttpStatusCode.OK);
        }

        await WrittenAsync();

        (await ada.GetAsync($"/v1/keys/{id}/tokens")).Items().Count.ShouldBe(KeyUse.MostListed);
        (await ada.GetAsync($"/v1/keys/{id}")).At("tokensIssued")!.GetValue<long>().ShouldBe(103);
    }

    [Fact]
    public async Task Who_may_not_read_the_key_does_not_see_its_tokens()
    {
        var (_, _, id, _) = await NewKeyAsync();
        var eve = await server.SignUpAsync("Eve");

        (await server.Anonymous().GetAsync($"/v1/keys/{id}/tokens")).ShouldBe(HttpStatusCode.Unauthorized);
        (await eve.GetAsync($"/v1/keys/{id}/tokens")).ShouldBe(HttpStatusCode.NotFound, "key.not_found");
    }

    [Fact]
    public async Task Tokens_that_are_over_are_forgotten()
    {
        var (_, _, id, key) = await NewKeyAsync();
        await server.Anonymous().ExchangeAsync(key);
        await WrittenAsync();
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await server.WithAsync((_, context) => context.KeyTokens.Where(token => token.KeyId == Contracts.Keys.KeyId.Parse(id, null))
            .ExecuteUpdateAsync(update => update.SetProperty(token => token.ExpiresAt, past), TestContext.Current.CancellationToken));

        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PurgeKeyTokens>().RunAsync(TestContext.Current.CancellationToken);
        }

        (await server.WithAsync((_, context) => context.KeyTokens.CountAsync(
            token => token.KeyId == Contracts.Keys.KeyId.Parse(id, null), TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    private async Task<(Caller Ada, string Org, string Id, string Key)> NewKeyAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read", "app:write");
        return (ada, org, id, key);
    }

    private Task WrittenAsync() => server.Services.GetRequiredService<KeyUsage>().WriteAsync(TestContext.Current.CancellationToken);

    private static string IdOf(string token) => Jwt.Payload(token)["jti"]!.GetValue<string>();
}
