using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteRevocationFeedTests(SqliteServer server) : RevocationFeedTests(server);

public sealed class PostgresRevocationFeedTests(PostgresServer server) : RevocationFeedTests(server);

/// <summary>What a verifier outside of the house hears, with nothing but the address of the server.</summary>
public abstract class RevocationFeedTests(TestServer server)
{
    private readonly RevocationSet _set = new();

    [Fact]
    public async Task A_verifier_that_polls_hears_of_a_sign_out()
    {
        var ada = await server.SignUpAsync();
        var session = Jwt.Payload(ada.AccessToken!)["sid"]!.GetValue<string>();
        await PollAsync(null);
        _set.Find(session).ShouldBeNull();

        (await ada.PostAsync("/v1/auth/sign-out")).Status.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.OK);

        while (_set.Find(session) is null)
        {
            await PollAsync(_set.AsOf);
        }
    }

    [Fact]
    public async Task A_verifier_that_streams_hears_of_an_organisation_that_is_stopped_and_goes_on()
    {
        var (ada, admin) = (await server.SignUpAsync(), await server.SignInAdminAsync());
        var org = await ada.NewOrgAsync();
        await using var stream = await StreamAsync(null);
        await stream.UntilAsync(() => _set.AsOf > 0);
        _set.IsStopped(org).ShouldBeFalse();

        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = "Unpaid" })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        await stream.UntilAsync(() => _set.IsStopped(org));
        await using (var second = await StreamAsync(null))
        {
            var other = new RevocationSet();
            await second.UntilAsync(() => other.IsStopped(org), other);
        }

        (await admin.PostAsync($"/v1/orgs/{org}/reactivate")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        await stream.UntilAsync(() => !_set.IsStopped(org));
        _set.Find(org).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stream_goes_on_behind_the_last_id()
    {
        var ada = await server.SignUpAsync();
        var session = Jwt.Payload(ada.AccessToken!)["sid"]!.GetValue<string>();
        string last;
        await using (var stream = await StreamAsync(null))
        {
            await stream.UntilAsync(() => _set.AsOf > 0);
            last = stream.LastId!;
        }

        (await ada.PostAsync("/v1/auth/sign-out")).Status.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.OK);
        await using var again = await StreamAsync(last);
        await again.UntilAsync(() => _set.Find(session) is not null);
    }

    [Theory]
    [InlineData("?after=yesterday")]
    [InlineData("?after=1.5")]
    [InlineData("/stream?after=evt_1")]
    public async Task A_cursor_is_a_number(string query) =>
        (await server.Anonymous().GetAsync($"/v1/revocations{query}")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

    [Fact]
    public async Task Nothing_in_it_can_be_read_by_who_does_not_have_the_token()
    {
        var ada = await server.SignUpAsync();
        await ada.PostAsync("/v1/auth/sign-out");
        var page = await server.Anonymous().GetAsync("/v1/revocations");
        page.ShouldBe(HttpStatusCode.OK);
        foreach (var message in page.At("messages")!.AsArray())
        {
            var text = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(message!.GetValue<string>().Split('.')[1]));
            text.ShouldNotContain("ses_");
            text.ShouldNotContain("user_");
        }
    }

    private async Task PollAsync(long? after)
    {
        var page = await server.Anonymous().GetAsync($"/v1/revocations{(after is null ? string.Empty : $"?after={after}")}");
        page.ShouldBe(HttpStatusCode.OK);
        foreach (var message in page.At("messages")!.AsArray())
        {
            await TakeAsync(message!.GetValue<string>(), _set);
        }

        page.At("cursor")!.GetValue<long>().ShouldBe(_set.AsOf);
    }

    private async Task TakeAsync(string jws, RevocationSet set)
    {
        var jwks = Encoding.UTF8.GetBytes((await server.Anonymous().GetAsync("/.well-known/jwks.json")).Body);
        set.Apply(RevocationReader.Read(VerificationKeys.Read(jwks)!, jws, "http://localhost:5080", out _).ShouldNotBeNull()).ShouldBeTrue();
    }

    private async Task<Follower> StreamAsync(string? last)
    {
        var http = server.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/revocations/stream");
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new(this, http, response, SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed class Follower(RevocationFeedTests test, HttpClient http, HttpResponseMessage response, SseParser<string> parser) : IAsyncDisposable
    {
        private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

        private readonly IAsyncEnumerator<SseItem<string>> _items = parser.EnumerateAsync().GetAsyncEnumerator();

        public string? LastId => parser.LastEventId;

        public async Task UntilAsync(Func<bool> isSo, RevocationSet? set = null)
        {
            while (!isSo())
            {
                (await _items.MoveNextAsync().AsTask().WaitAsync(Deadline)).ShouldBeTrue();
                _items.Current.EventType.ShouldBe("revocations");
                await test.TakeAsync(_items.Current.Data, set ?? test._set);
            }
        }

        public ValueTask DisposeAsync()
        {
            response.Dispose();
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A server that tells one verifier at a time.</summary>
public sealed class FewFollowersServer : SqliteServer
{
    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Invalidation:MaxFollowersPerAddress"] = "1";
        return Task.CompletedTask;
    }
}

public sealed class RevocationFollowerTests(FewFollowersServer server) : IClassFixture<FewFollowersServer>
{
    [Fact]
    public async Task An_address_has_only_so_many_places_and_gets_them_back()
    {
        using var http = server.NewHttpClient();
        using (await http.GetAsync("/v1/revocations/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            (await server.Anonymous().GetAsync("/v1/revocations")).ShouldBe(HttpStatusCode.TooManyRequests, "revocation.too_many_followers");
            (await server.Anonymous().GetAsync("/v1/revocations/stream")).ShouldBe(HttpStatusCode.TooManyRequests, "revocation.too_many_followers");
        }

        await CatalystAuth.Testing.Eventually.BeAsync(
            async () => (await server.Anonymous().GetAsync("/v1/revocations")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20));
    }
}
