using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Idempotency;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteIdempotencyTests(SqliteServer server) : IdempotencyTests(server);

public sealed class PostgresIdempotencyTests(PostgresServer server) : IdempotencyTests(server);

public abstract class IdempotencyTests(TestServer server)
{
    private const string KeyBody = """{"name":"reports","scopes":["org:read"],"expiresIn":3600}""";

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_makes_nothing()
    {
        var ada = await server.SignUpAsync();
        var first = await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-1");
        var second = await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-1");

        first.Answer.ShouldBe(HttpStatusCode.Created);
        first.Replayed.ShouldBeFalse();
        second.Answer.ShouldBe(HttpStatusCode.Created);
        second.Replayed.ShouldBeTrue();
        second.Answer.Body.ShouldBe(first.Answer.Body);
        second.Answer.ContentType.ShouldBe("application/json");
        second.Answer.Headers.Location.ShouldBe(first.Answer.Headers.Location!);
        second.Answer.Headers.ETag.ShouldBe(first.Answer.Headers.ETag!);
        second.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ada.GetAsync("/v1/orgs")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_or_with_another_one_it_is_another_request()
    {
        var ada = await server.SignUpAsync();
        await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-1");
        await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-2");
        await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", key: null);

        (await ada.GetAsync("/v1/orgs")).Items().Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_key_of_another_request_is_refused()
    {
        var (ada, org) = await NewOrgAsync();
        var first = await PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-1");
        first.Answer.ShouldBe(HttpStatusCode.Created);

        string[][] others =
        [
            [$"/v1/orgs/{org}/keys", KeyBody.Replace("reports", "report")],
            [$"/v1/orgs/{org}/keys?x=1", KeyBody],
            ["/v1/orgs", KeyBody],
            ["/v1/auth/sign-out", ""],
        ];
        foreach (var other in others)
        {
            (await PostAsync(ada, other[0], other[1], "k-1")).Answer
                .ShouldBe(HttpStatusCode.UnprocessableEntity, "request.idempotency_key_reused");
        }

        (await ada.GetAsync($"/v1/orgs/{org}/keys")).Items().Count.ShouldBe(1);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_key_one_is_carried_out()
    {
        for (var round = 0; round < 3; round++)
        {
            var (ada, org) = await NewOrgAsync();

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-race")));

            (await ada.GetAsync($"/v1/orgs/{org}/keys")).Items().Count.ShouldBe(1);
            answers.Count(answer => answer.Answer.Status == HttpStatusCode.Created && !answer.Replayed).ShouldBe(1);
            var created = answers.Where(answer => answer.Answer.Status == HttpStatusCode.Created).Select(answer => answer.Answer.Body);
            created.Distinct().Count().ShouldBe(1);
            foreach (var (answer, _) in answers.Where(answer => answer.Answer.Status != HttpStatusCode.Created))
            {
                answer.ShouldBe(HttpStatusCode.Conflict, "request.idempotency_in_progress");
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public async Task Of_many_at_once_with_one_key_and_different_bodies_one_is_carried_out()
    {
        var ada = await server.SignUpAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => PostAsync(ada, "/v1/orgs", $$"""{"name":"Acme {{i}}"}""", "k-race")));

        answers.Count(answer => answer.Answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Answer.Code == "request.idempotency_key_reused").ShouldBe(7);
        (await ada.GetAsync("/v1/orgs")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var ofAda = await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-shared");
        var ofBob = await PostAsync(bob, "/v1/orgs", """{"name":"Acme"}""", "k-shared");

        ofBob.Answer.ShouldBe(HttpStatusCode.Created);
        ofBob.Replayed.ShouldBeFalse();
        ofBob.Answer.Text("id").ShouldNotBe(ofAda.Answer.Text("id"));

        var (_, text) = await ada.NewKeyAsync(org, "apps:write", "apps:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));
        var body = Caller.AppBody.ToJsonString();
        var ofUser = await PostAsync(ada, $"/v1/orgs/{org}/apps", body, "k-app");
        var ofKey = await PostAsync(key, $"/v1/orgs/{org}/apps", body, "k-app");
        ofKey.Answer.ShouldBe(HttpStatusCode.Created);
        ofKey.Answer.Text("id").ShouldNotBe(ofUser.Answer.Text("id"));
        (await PostAsync(key, $"/v1/orgs/{org}/apps", body, "k-app")).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_refused_is_corrected_and_sent_again_with_the_same_key()
    {
        var ada = await server.SignUpAsync();
        (await PostAsync(ada, "/v1/orgs", """{"name":""}""", "k-1")).Answer.ShouldBe(HttpStatusCode.BadRequest, "org.invalid_name");
        (await PostAsync(ada, "/v1/orgs", """{"nam":"Acme"}""", "k-1")).Answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await PostAsync(ada, "/v1/orgs", "{", "k-1")).Answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        var org = (await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", "k-1")).Answer;
        org.ShouldBe(HttpStatusCode.Created);

        // Refused by the work itself, inside of the transaction.
        var members = $"/v1/orgs/{org.Text("id")}/members";
        (await PostAsync(ada, members, """{"userId":"user_01h455vb4pex5vsknk084sn02q"}""", "k-2")).Answer
            .ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        var bob = await server.SignUpAsync("Bob");
        (await PostAsync(ada, members, $$"""{"userId":"{{bob.UserId}}"}""", "k-2")).Answer.ShouldBe(HttpStatusCode.Created);
        (await StoredAsync(ada, "k-2")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_may_not_call_leaves_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var eve = await server.SignUpAsync("Eve");
        (await PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-1")).Answer.ShouldBe(HttpStatusCode.Created);

        (await PostAsync(server.Anonymous(), $"/v1/orgs/{org}/keys", KeyBody, "k-1")).Answer
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await PostAsync(eve, $"/v1/orgs/{org}/keys", KeyBody, "k-1")).Answer.ShouldBe(HttpStatusCode.NotFound, "org.not_found");

        (await StoredAsync(eve, "k-1")).ShouldBeNull();
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_not_made_again()
    {
        var ada = await server.SignUpAsync();
        var body = """{"name":"Acme"}""";
        await PostAsync(ada, "/v1/orgs", body, "k-1");
        await LoseAnswerAsync(ada, "k-1", TimeProvider.System.GetUtcNow());

        var soon = await PostAsync(ada, "/v1/orgs", body, "k-1");
        soon.Answer.ShouldBe(HttpStatusCode.Conflict, "request.idempotency_in_progress");
        soon.Answer.Headers.RetryAfter.ShouldNotBeNull();

        await LoseAnswerAsync(ada, "k-1", TimeProvider.System.GetUtcNow().AddMinutes(-1));

        var later = await PostAsync(ada, "/v1/orgs", body, "k-1");
        later.Answer.ShouldBe(HttpStatusCode.Conflict, "request.idempotency_answer_lost");
        later.Answer.Text("detail").ShouldContain("GET /v1/orgs");
        (await PostAsync(ada, "/v1/orgs", """{"name":"Other"}""", "k-1")).Answer.Code.ShouldBe("request.idempotency_key_reused");
        (await ada.GetAsync("/v1/orgs")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_exists_if_and_only_if_the_change_does()
    {
        var refused = new IdempotentRequest { Caller = "user_x", Key = $"{Guid.CreateVersion7()}", Fingerprint = [1], ReceivedAt = Now };
        (await CommitAsync(refused, () => IdempotencyRefusals.KeyReused)).IsSuccess.ShouldBeFalse();
        (await FindAsync(refused.Caller, refused.Key)).ShouldBeNull();
        await Should.ThrowAsync<FormatException>(() => CommitAsync(refused, () => throw new FormatException()));
        (await FindAsync(refused.Caller, refused.Key)).ShouldBeNull();

        (await CommitAsync(refused, () => true)).IsSuccess.ShouldBeTrue();
        (await FindAsync(refused.Caller, refused.Key)).ShouldNotBeNull();
        var isCarriedOut = false;
        var second = await CommitAsync(refused, () => isCarriedOut = true);
        second.Error.Code.ShouldBe("request.idempotency_in_progress");
        isCarriedOut.ShouldBeFalse();
    }

    [Fact]
    public async Task A_secret_in_an_answer_is_not_in_clear_in_the_database()
    {
        var (ada, org) = await NewOrgAsync();
        var issued = await PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-1");

        var stored = await StoredAsync(ada, "k-1");
        var row = Encoding.Latin1.GetString(stored.ShouldNotBeNull().ProtectedAnswer.ShouldNotBeNull());
        row.ShouldNotContain(issued.Answer.Text("key"));
        row.ShouldNotContain("reports");
        row.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(issued.Answer.Body))[..40]);
        (await PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-1")).Answer.Text("key").ShouldBe(issued.Answer.Text("key"));
        server.Log.Lines.ShouldNotContain(line => line.Contains(issued.Answer.Text("key")));
    }

    [Fact]
    public async Task An_answer_that_was_moved_to_another_caller_is_not_given_to_them()
    {
        var (ada, org) = await NewOrgAsync();
        var eve = await server.SignUpAsync("Eve");
        await PostAsync(ada, $"/v1/orgs/{org}/keys", KeyBody, "k-1");
        var stolen = (await StoredAsync(ada, "k-1"))!;
        await CommitAsync(Copy(stolen, eve.UserId, stolen.ReceivedAt, stolen.ProtectedAnswer), () => true);

        (await PostAsync(eve, $"/v1/orgs/{org}/keys", KeyBody, "k-1")).Answer
            .ShouldBe(HttpStatusCode.Conflict, "request.idempotency_answer_lost");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("schlüssel")]
    [InlineData("256")]
    [InlineData("two")]
    public async Task A_malformed_key_is_refused(string key)
    {
        var ada = await server.SignUpAsync();
        string[] keys = key switch { "256" => [new string('k', 256)], "two" => ["a", "b"], _ => [key] };

        (await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", keys)).Answer
            .ShouldBe(HttpStatusCode.BadRequest, "request.invalid_idempotency_key");

        (await ada.GetAsync("/v1/orgs")).Items().ShouldBeEmpty();
        (await PostAsync(ada, "/v1/orgs", """{"name":"Acme"}""", new string('~', 255))).Answer.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_as_without_a_key()
    {
        var ada = await server.SignUpAsync();

        (await PostAsync(ada, "/v1/orgs", $$"""{"name":"{{new string('x', 300 * 1024)}}"}""", "k-1")).Answer
            .ShouldBe(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task Other_methods_and_routes_without_a_caller_ignore_the_header()
    {
        var (ada, org) = await NewOrgAsync();
        (await SendAsync(ada, HttpMethod.Get, "/v1/me", null, ["a b"])).Answer.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(ada, HttpMethod.Patch, $"/v1/orgs/{org}", """{"name":"One"}""", ["k-1"])).Answer.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(ada, HttpMethod.Patch, $"/v1/orgs/{org}", """{"name":"Two"}""", ["k-1"])).Answer.ShouldBe(HttpStatusCode.OK);
        var body = $$$"""{"type":"sign_in","answers":{"identifier":"{{{ada.Email}}}","password":"{{{TestServer.Password}}}"}}""";

        var first = await PostAsync(server.Anonymous(), "/v1/auth/flows", body, "k-1");
        var second = await PostAsync(server.Anonymous(), "/v1/auth/flows", body, "k-1");

        second.Answer.ShouldBe(HttpStatusCode.OK);
        second.Replayed.ShouldBeFalse();
        second.Answer.Text("session.id").ShouldNotBe(first.Answer.Text("session.id"));
        (await ada.GetAsync($"/v1/orgs/{org}")).Text("name").ShouldBe("Two");
    }

    private Task<(Answer Answer, bool Replayed)> PostAsync(Caller caller, string path, string body, string? key) =>
        PostAsync(caller, path, body, key is null ? [] : [key]);

    private Task<(Answer Answer, bool Replayed)> PostAsync(Caller caller, string path, string body, string[] keys) =>
        SendAsync(caller, HttpMethod.Post, path, body, keys);

    private async Task<(Answer Answer, bool Replayed)> SendAsync(
        Caller caller, HttpMethod method, string path, string? body, string[] keys)
    {
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = server.Url,
        };
        using var request = new HttpRequestMessage(method, path);
        request.Content = string.IsNullOrEmpty(body) ? null : Json.Content(body);
        request.Headers.ExpectContinue = body?.Length > 64 * 1024;
        request.Headers.Authorization = caller.AccessToken is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request);
        return (await Answer.ReadAsync(response), response.Headers.TryGetValues("Idempotency-Replayed", out var told) && told.Single() == "true");
    }

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static IdempotentRequest Copy(IdempotentRequest request, string caller, DateTimeOffset receivedAt, byte[]? answer) => new()
    {
        Caller = caller,
        Key = request.Key,
        Fingerprint = request.Fingerprint,
        ReceivedAt = receivedAt,
        ProtectedAnswer = answer,
    };

    private Task<IdempotentRequest?> StoredAsync(Caller caller, string key) => FindAsync(caller.UserId, key);

    private async Task<IdempotentRequest?> FindAsync(string caller, string key)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IIdempotencyStore>()
            .FindAsync(caller, key, TestContext.Current.CancellationToken);
    }

    /// <summary>What a server leaves that died between the commit and the answer.</summary>
    private async Task LoseAnswerAsync(Caller caller, string key, DateTimeOffset receivedAt)
    {
        var stored = (await StoredAsync(caller, key))!;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IIdempotencyStore>().ForgetAsync(stored, TestContext.Current.CancellationToken);
        }

        await CommitAsync(Copy(stored, caller.UserId, receivedAt, answer: null), () => true);
    }

    private async Task<Result<bool>> CommitAsync(IdempotentRequest request, Func<Result<bool>> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IdempotencyScope>().Begin(request);
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>()
            .RunAsync<bool>(_ => Task.FromResult(work()), TestContext.Current.CancellationToken);
    }
}

/// <summary>What time does to keys.</summary>
public sealed class IdempotencyClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_answer_is_kept_for_a_day_and_then_forgotten()
    {
        var ada = await server.SignUpAsync();
        var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add("Idempotency-Key", "k-day");
        var body = new { name = "Acme" };
        var first = await new Caller(http, ada.AccessToken).PostAsync("/v1/orgs", body);
        await server.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var token = (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token");
        (await new Caller(http, token).PostAsync("/v1/orgs", body)).Text("id").ShouldBe(first.Text("id"));

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await new Caller(http, token).PostAsync("/v1/orgs", body)).Text("id").ShouldNotBe(first.Text("id"));
    }

    [Fact]
    public async Task What_is_over_is_purged_from_the_database()
    {
        var ada = await server.SignUpAsync();
        var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add("Idempotency-Key", "k-purge");
        (await new Caller(http, ada.AccessToken).PostAsync("/v1/orgs", new { name = "Acme" })).ShouldBe(HttpStatusCode.Created);
        (await IsStoredAsync(ada)).ShouldBeTrue();

        await server.AdvanceAsync(TimeSpan.FromHours(25));

        await Eventually.GetAsync(() => IsStoredAsync(ada), isStored => !isStored, TimeSpan.FromSeconds(10));
    }

    private async Task<bool> IsStoredAsync(Caller caller)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IIdempotencyStore>()
            .FindAsync(caller.UserId, "k-purge", TestContext.Current.CancellationToken) is not null;
    }
}
