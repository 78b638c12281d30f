using System.Net;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteEqualAnswerTests(SqliteEqualAnswerTests.MeasuredServer server)
    : EqualAnswerTests(server, server.Work), IClassFixture<SqliteEqualAnswerTests.MeasuredServer>
{
    public sealed class MeasuredServer : SqliteServer
    {
        internal MeasuredWork Work { get; } = new();

        protected override Task ConfigureAsync(Dictionary<string, string?> settings) => Set(settings);

        protected override void Replace(IServiceCollection services) => Work.AddTo<SqliteCatalystDbContext>(services);
    }
}

public sealed class PostgresEqualAnswerTests(PostgresEqualAnswerTests.MeasuredServer server)
    : EqualAnswerTests(server, server.Work), IClassFixture<PostgresEqualAnswerTests.MeasuredServer>
{
    public sealed class MeasuredServer : PostgresServer
    {
        internal MeasuredWork Work { get; } = new();

        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            await Set(settings);
        }

        protected override void Replace(IServiceCollection services) => Work.AddTo<PostgresCatalystDbContext>(services);
    }
}

/// <summary>
/// What is done for an answer that must not tell whether an account exists: as many hashes and the same commands to the database, for an address that
/// has one and for one that has none. How long that takes is measured by <c>benchmarks/answers</c>.
/// </summary>
public abstract class EqualAnswerTests
{
    private const string Wrong = "not the password of it";
    private const int FreeTries = 3;

    private readonly TestServer _server;
    private readonly MeasuredWork _work;

    private protected EqualAnswerTests(TestServer server, MeasuredWork work) => (_server, _work) = (server, work);

    /// <summary>The review of authentik by Include Security, 2025: what an answer takes tells whether there is an account.</summary>
    [Trait("Advisory", "Enumeration by time")]
    [Fact]
    public async Task A_wrong_password_is_hashed_once_and_looked_up_alike_for_whomever()
    {
        var unknown = await OfPasswordAsync(FlowCalls.NewEmail());
        unknown.Count(one => one == MeasuredWork.Hash).ShouldBe(1);
        unknown.Count.ShouldBeGreaterThan(1);

        foreach (var known in new[] { await ProvenAsync(), await SecondAddressAsync(), await BannedAsync(), await WithoutPasswordAsync() })
        {
            (await OfPasswordAsync(known)).ShouldBe(unknown);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(300)]
    public async Task So_is_one_that_nobody_can_have(int length)
    {
        var password = new string('x', length);
        var unknown = await OfPasswordAsync(FlowCalls.NewEmail(), password);
        unknown.Count(one => one == MeasuredWork.Hash).ShouldBe(1);

        (await OfPasswordAsync(await ProvenAsync(), password)).ShouldBe(unknown);
    }

    [Fact]
    public async Task The_tries_up_to_the_one_that_has_to_wait_cost_the_same_with_the_mail_to_the_owner()
    {
        var (known, unknown) = (await ProvenAsync(), FlowCalls.NewEmail());
        for (var attempt = 1; attempt <= FreeTries; attempt++)
        {
            var (of, ofNobody) = (await OfPasswordAsync(known), await OfPasswordAsync(unknown));
            of.ShouldBe(ofNobody, $"try {attempt}");
            of.Count(one => one == MeasuredWork.Hash).ShouldBe(1);
            of.Any(MeasuredWork.IsMail).ShouldBe(attempt == FreeTries);
        }

        // A flood is told to wait, and costs nothing.
        var (waits, waitsForNobody) = (await OfPasswordAsync(known, status: HttpStatusCode.TooManyRequests), await OfPasswordAsync(unknown, status: HttpStatusCode.TooManyRequests));
        waits.ShouldBe(waitsForNobody);
        waits.ShouldNotContain(MeasuredWork.Hash);

        (await _server.Mails.ToAsync(unknown)).ShouldBeEmpty();
        (await _server.Mails.ToAsync(known)).ShouldContain(mail => mail.Text.Contains("/unlock#", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sign_in")]
    [InlineData("recovery")]
    [InlineData("sign_up")]
    public async Task A_mail_is_put_in_line_whether_or_not_there_is_somebody_to_get_it(string type)
    {
        var unknown = FlowCalls.NewEmail();
        var ofNobody = await OfMailAsync(type, unknown);
        ofNobody.Any(MeasuredWork.IsMail).ShouldBeTrue();
        ofNobody.ShouldNotContain(MeasuredWork.Hash);

        foreach (var known in new[] { await ProvenAsync(), await SecondAddressAsync(), await BannedAsync() })
        {
            (await OfMailAsync(type, known)).ShouldBe(ofNobody);
        }

        // Who signs up with an address that is taken learns of it by mail, and so does its owner.
        (await _server.Mails.ToAsync(unknown)).Count.ShouldBe(type == "sign_up" ? 1 : 0);
    }

    [Theory]
    [InlineData("sign_in")]
    [InlineData("recovery")]
    [InlineData("sign_up")]
    public async Task Where_a_mailbox_has_had_enough_it_costs_the_same(string type)
    {
        var (known, unknown) = (await ProvenAsync(), FlowCalls.NewEmail());

        // More than a network has sent to an address in an hour; one was for signing up.
        for (var mail = 0; mail < 6; mail++)
        {
            await OfMailAsync(type, known);
            await OfMailAsync(type, unknown);
        }

        var ofNobody = await OfMailAsync(type, unknown);
        (await OfMailAsync(type, known)).ShouldBe(ofNobody);
        ofNobody.Any(MeasuredWork.IsMail).ShouldBeTrue();
    }

    protected static Task Set(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Flows:VerifyEmail"] = "always";
        settings["Catalyst:Attempts:Free"] = $"{FreeTries}";

        // Mails are caught on their way to a server that is never asked.
        settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
        settings["Catalyst:Mail:From"] = "accounts@example.com";
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<string>> OfPasswordAsync(string identifier, string password = Wrong, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var (answer, done) = await _work.StartAsync(_server, new { type = "sign_in", answers = new { identifier, password } });
        answer.Status.ShouldBe(status, answer.Body);
        return done;
    }

    private async Task<IReadOnlyList<string>> OfMailAsync(string type, string address)
    {
        object answers = type == "sign_up" ? new { email = address } : new { identifier = address, method = type == "sign_in" ? "email" : null };
        var (answer, done) = await _work.StartAsync(_server, new { type, answers });
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text("step.kind").ShouldBe("email_sent");
        return done;
    }

    private async Task<string> ProvenAsync() => (await NewAccountAsync()).Email;

    private async Task<Caller> NewAccountAsync()
    {
        var email = FlowCalls.NewEmail();
        var flow = await _server.StartAsync("sign_up", new { email });
        flow = await _server.AnswerAsync(flow, new { code = await _server.Mails.CodeToAsync(email) });
        return Caller.Of(_server.NewHttpClient(), await _server.AnswerAsync(flow, new { password = TestServer.Password, name = "Ada" }));
    }

    private async Task<string> SecondAddressAsync()
    {
        var (ada, address) = (await NewAccountAsync(), FlowCalls.NewEmail());
        (await ada.PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{address}/verify", new { code = await _server.Mails.CodeToAsync(address) })).ShouldBe(HttpStatusCode.OK);
        return address;
    }

    private async Task<string> BannedAsync()
    {
        var eve = await NewAccountAsync();
        (await (await _server.SignInAdminAsync()).PostAsync($"/v1/users/{eve.UserId}/ban", new { reason = "Spam" })).ShouldBe(HttpStatusCode.OK);
        return eve.Email;
    }

    private async Task<string> WithoutPasswordAsync()
    {
        var ada = await NewAccountAsync();
        await using var scope = _server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
        var user = (await users.FindByEmailAsync(ada.Email))!;
        user.PasswordHash = null;
        (await users.UpdateAsync(user)).Succeeded.ShouldBeTrue();
        return ada.Email;
    }
}
