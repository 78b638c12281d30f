using System.Net;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.Mail;
using CatalystAuth.Server.Hosting;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Mail;

/// <summary>The mails that stay on this machine, and who sees them.</summary>
public sealed class MailboxTests(MailboxServer server) : IClassFixture<MailboxServer>
{
    [Fact]
    public async Task A_mail_is_there_with_its_html_in_a_sandbox_and_its_text()
    {
        var ada = await server.SignUpAsync();
        var other = $"{Guid.NewGuid():N}@example.com";
        (await ada.PostAsync("/v1/me/emails", new { address = other })).ShouldBe(HttpStatusCode.Created);
        var mail = await FindAsync(other);

        var list = await server.Anonymous().GetAsync("/mailbox");
        var page = await server.Anonymous().GetAsync($"/mailbox/{mail.Id}");
        var html = await server.Anonymous().GetAsync($"/mailbox/{mail.Id}/html");

        list.ShouldBe(HttpStatusCode.OK);
        list.Body.ShouldContain($"/mailbox/{mail.Id}");
        list.Body.ShouldContain(other);
        page.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"");
        Csp(page).ShouldNotContain("unsafe-inline");
        Csp(page).ShouldContain("frame-ancestors 'none'");
        html.ShouldBe(HttpStatusCode.OK);
        html.Body.ShouldBe(mail.Html);
        Csp(html).ShouldStartWith("default-src 'none'; style-src 'unsafe-inline'; form-action 'none'");
        Csp(html).ShouldContain("sandbox");
        Csp(html).ShouldNotContain("allow-scripts");
        html.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Who_may_have_come_through_a_proxy_finds_nothing(string header, string value)
    {
        using var client = server.NewHttpClient();
        foreach (var path in new[] { "/mailbox", $"/mailbox/{await AnyAsync()}", $"/mailbox/{await AnyAsync()}/html" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("mail_01h455vb4pex5vsknk084sn02q")]
    [InlineData("user_01h455vb4pex5vsknk084sn02q")]
    [InlineData("..%2f..%2fetc")]
    public async Task What_is_not_there_is_not_found(string id)
    {
        (await server.Anonymous().GetAsync($"/mailbox/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.Anonymous().GetAsync($"/mailbox/{id}/html")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_name_of_this_machine_finds_nothing_also_where_any_host_is_allowed()
    {
        await using var open = new MailboxServer(("AllowedHosts", "*"));
        await open.InitializeAsync();
        using var client = open.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mailbox") { Headers = { Host = "evil.example" } };

        using var refused = await client.SendAsync(request, TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await open.Anonymous().GetAsync("/mailbox")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Catalyst:PublicUrl", "https://auth.example.com")]
    [InlineData("Catalyst:PublicUrl", "http://10.0.0.1:5080")]
    [InlineData("Catalyst:Mail:Mailbox", "off")]
    public async Task There_is_none_where_others_come_to_or_when_it_is_off(string key, string value)
    {
        await using var none = new MailboxServer((key, value));
        await none.InitializeAsync();

        (await none.Anonymous().GetAsync("/mailbox")).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = none.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MailQueue>().IsAvailable.ShouldBeFalse();
        none.Log.Lines.Count(line => line.Contains("No mails are sent", StringComparison.Ordinal)).ShouldBe(1);
        none.Services.GetService<ILocalMailbox>().ShouldBeNull();
        Banner(none).ShouldNotContain("Mailbox");

        // What needs a mail goes on without: the inviter has the link.
        var ada = await none.SignUpAsync();
        var org = (await ada.PostAsync("/v1/orgs", new { name = "Acme" })).Text("id");
        var made = await (await none.EnterAsync(ada, org)).PostAsync($"/v1/orgs/{org}/invitations", new { email = "a@example.com" });
        made.ShouldBe(HttpStatusCode.Created);
        made.Text("url").ShouldContain("#token=");
        var inviter = await none.EnterAsync(ada, org);
        for (var i = 0; i < 5; i++)
        {
            // What can't be mailed is not counted either.
            (await inviter.PostAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}/resend")).ShouldBe(HttpStatusCode.OK);
        }

        (await none.CountWaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public void The_banner_says_where_it_is() => Banner(server).ShouldContain("http://localhost:5080/mailbox");

    private static string Banner(TestServer of)
    {
        using var text = new StringWriter();
        of.Services.GetRequiredService<StartupBanner>().Write(text);
        return text.ToString();
    }

    private static string Csp(Answer answer) => answer.Headers.GetValues("Content-Security-Policy").Single();

    private async Task<string> AnyAsync()
    {
        var to = $"{TypeId.New<MailId>(TimeProvider.System.GetUtcNow())}@example.com";
        await server.EnqueueAsync(queue => queue.Enqueue(new(to), new AccountDeletedMail(TimeProvider.System.GetUtcNow())));
        return (await FindAsync(to)).Id.ToString();
    }

    private Task<OutgoingMail> FindAsync(string to) => Eventually.GetAsync(
        () => Task.FromResult(server.Services.GetRequiredService<ILocalMailbox>().List().Select(kept => kept.Mail).FirstOrDefault(mail => mail.To.Address == to)!),
        mail => mail is not null,
        TimeSpan.FromSeconds(30));
}

/// <summary>A server that keeps its mails.</summary>
public sealed class MailboxServer : SqliteServer
{
    private readonly (string Key, string Value)[] _settings;

    public MailboxServer()
        : this([])
    {
    }

    internal MailboxServer(params (string Key, string Value)[] settings) => _settings = settings;

    protected override bool CapturesMails => false;

    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        _settings.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        return Task.CompletedTask;
    }
}
