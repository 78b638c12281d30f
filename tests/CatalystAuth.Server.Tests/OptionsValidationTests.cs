using CatalystAuth.Core.Audit.Sinks;
using CatalystAuth.Core.Decisions;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using CatalystAuth.Mail;
using CatalystAuth.Mail.Smtp;
using CatalystAuth.Server.Configuration;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests;

/// <summary>A setting out of its range is named, and stops the start.</summary>
public sealed class OptionsValidationTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("https://siem.example.com/in", "tok_1", null)]
    [InlineData("http://10.0.0.1/in", null, null)]
    [InlineData("siem.example.com", null, "Catalyst__Audit__Sink__Url")]
    [InlineData("ftp://siem.example.com/in", null, "Catalyst__Audit__Sink__Url")]
    [InlineData("https://siem.example.com/in", "", "Catalyst__Audit__Sink__Token")]
    [InlineData("https://siem.example.com/in", "two words", "Catalyst__Audit__Sink__Token")]
    [InlineData("https://siem.example.com/in", "line\r\nX-Other: 1", "Catalyst__Audit__Sink__Token")]
    public void Of_the_audit_sink(string? url, string? token, string? named)
    {
        var sink = new AuditSinkOptions { Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute), Token = token };
        var result = new AuditOptionsValidation().Validate(null, new() { Sink = sink });

        ShouldName(result, named);
        if (token is { Length: > 0 })
        {
            (result.FailureMessage ?? string.Empty).ShouldNotContain(token);
        }
    }

    [Theory]
    [InlineData(1, DecisionEvents.Off, null)]
    [InlineData(3650, DecisionEvents.All, null)]
    [InlineData(0, DecisionEvents.Off, "Catalyst__Decisions__Retention")]
    [InlineData(3651, DecisionEvents.Off, "Catalyst__Decisions__Retention")]
    [InlineData(90, (DecisionEvents)7, "Catalyst__Decisions__Events")]
    public void Of_decisions(int days, DecisionEvents events, string? named) => ShouldName(
        new DecisionOptionsValidation().Validate(null, new() { Retention = TimeSpan.FromDays(days), Events = events }), named);

    [Theory]
    [InlineData(RecordedAllows.All, 0.1, 16, WhenDecisionsAreFull.Deny, null)]
    [InlineData(RecordedAllows.Sampled, 0, 100_000, WhenDecisionsAreFull.Drop, null)]
    [InlineData(RecordedAllows.None, 1, 8192, WhenDecisionsAreFull.DropAllows, null)]
    [InlineData((RecordedAllows)7, 0.1, 8192, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__Allows")]
    [InlineData(RecordedAllows.Sampled, -0.1, 8192, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__AllowSampleRate")]
    [InlineData(RecordedAllows.Sampled, 1.1, 8192, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__AllowSampleRate")]
    [InlineData(RecordedAllows.Sampled, double.NaN, 8192, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__AllowSampleRate")]
    [InlineData(RecordedAllows.All, 0.1, 15, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__QueueSize")]
    [InlineData(RecordedAllows.All, 0.1, 100_001, WhenDecisionsAreFull.Drop, "Catalyst__Decisions__QueueSize")]
    [InlineData(RecordedAllows.All, 0.1, 8192, (WhenDecisionsAreFull)7, "Catalyst__Decisions__WhenFull")]
    [InlineData(RecordedAllows.Sampled, 0.1, 8192, WhenDecisionsAreFull.Deny, "Catalyst__Decisions__WhenFull")]
    [InlineData(RecordedAllows.None, 0.1, 8192, WhenDecisionsAreFull.Deny, "Catalyst__Decisions__WhenFull")]
    public void Of_recorded_decisions(RecordedAllows allows, double rate, int size, WhenDecisionsAreFull whenFull, string? named) => ShouldName(
        new DecisionOptionsValidation().Validate(
            null, new() { Allows = allows, AllowSampleRate = rate, QueueSize = size, WhenFull = whenFull }),
        named);

    [Theory]
    [InlineData(null, null)]
    [InlineData("0123456789abcdef", null)]
    [InlineData("", "Catalyst__Metrics__Token")]
    [InlineData("0123456789abcde", "Catalyst__Metrics__Token")]
    [InlineData("0123456789 abcdef", "Catalyst__Metrics__Token")]
    [InlineData("0123456789abcdef\r\nX: 1", "Catalyst__Metrics__Token")]
    [InlineData("0123456789abcdé0", "Catalyst__Metrics__Token")]
    public void Of_metrics(string? token, string? named)
    {
        var result = new MetricsOptionsValidation().Validate(null, new() { Token = token });

        ShouldName(result, named);
        if (token is { Length: > 0 })
        {
            (result.FailureMessage ?? string.Empty).ShouldNotContain(token);
        }
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(100_000, 100_000, null)]
    [InlineData(-1, 100, "Catalyst__Invalidation__MaxFollowers")]
    [InlineData(1000, 100_001, "Catalyst__Invalidation__MaxFollowersPerAddress")]
    public void Of_followers(int most, int mostOfOne, string? named) => ShouldName(
        new InvalidationOptionsValidation().Validate(null, new() { MaxFollowers = most, MaxFollowersPerAddress = mostOfOne }), named);

    [Theory]
    [InlineData("http://localhost:8181", "catalyst/allow", null, 1000, 5000, null)]
    [InlineData("https://opa.example.com/base", "a-b/c_d/e1", "tok_1", 10, 0, null)]
    [InlineData(null, "catalyst/allow", null, 5000, 60_000, null)]
    [InlineData("localhost:8181", "catalyst/allow", null, 1000, 5000, "Catalyst__Opa__Url")]
    [InlineData("ftp://localhost", "catalyst/allow", null, 1000, 5000, "Catalyst__Opa__Url")]
    [InlineData("http://user:pass@localhost", "catalyst/allow", null, 1000, 5000, "Catalyst__Opa__Url")]
    [InlineData("http://localhost?x=1", "catalyst/allow", null, 1000, 5000, "Catalyst__Opa__Url")]
    [InlineData("http://localhost", "", null, 1000, 5000, "Catalyst__Opa__Path")]
    [InlineData("http://localhost", "/catalyst", null, 1000, 5000, "Catalyst__Opa__Path")]
    [InlineData("http://localhost", "a/../b", null, 1000, 5000, "Catalyst__Opa__Path")]
    [InlineData("http://localhost", "a?b", null, 1000, 5000, "Catalyst__Opa__Path")]
    [InlineData("http://localhost", "a", "two words", 1000, 5000, "Catalyst__Opa__Token")]
    [InlineData("http://localhost", "a", "", 1000, 5000, "Catalyst__Opa__Token")]
    [InlineData("http://localhost", "a", null, 9, 5000, "Catalyst__Opa__Timeout")]
    [InlineData("http://localhost", "a", null, 5001, 5000, "Catalyst__Opa__Timeout")]
    [InlineData("http://localhost", "a", null, 1000, 60_001, "Catalyst__Opa__CacheLifetime")]
    [InlineData("http://localhost", "a", null, 1000, -1, "Catalyst__Opa__CacheLifetime")]
    public void Of_opa(string? url, string path, string? token, int timeout, int lifetime, string? named)
    {
        var result = new OpaOptionsValidation().Validate(null, new()
        {
            Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute),
            Path = path,
            Token = token,
            Timeout = TimeSpan.FromMilliseconds(timeout),
            CacheLifetime = TimeSpan.FromMilliseconds(lifetime),
        });

        ShouldName(result, named);
        (result.FailureMessage ?? string.Empty).ShouldNotContain("pass@");
        if (token is { Length: > 0 })
        {
            (result.FailureMessage ?? string.Empty).ShouldNotContain(token);
        }
    }

    [Theory]
    [InlineData(0, 60, null)]
    [InlineData(1_000_000, 86_400, null)]
    [InlineData(-1, 60, "Catalyst__RateLimits__Tokens__Permits")]
    [InlineData(1_000_001, 60, "Catalyst__RateLimits__Tokens__Permits")]
    [InlineData(10, 0.5, "Catalyst__RateLimits__Tokens__Window")]
    [InlineData(10, 86_401, "Catalyst__RateLimits__Tokens__Window")]
    public void Of_rate_limits(int permits, double seconds, string? named) => ShouldName(
        new RateLimitOptionsValidation().Validate(null, new() { Tokens = { Permits = permits, Window = TimeSpan.FromSeconds(seconds) } }), named);

    [Theory]
    [InlineData(3, 5, 5, 1, 1, null)]
    [InlineData(100, 1000, 100_000, 3600, 86_400, null)]
    [InlineData(2, 50, 100, 30, 900, "Catalyst__Attempts__Free ")]
    [InlineData(5, 4, 100, 30, 900, "Catalyst__Attempts__FreePerAccount")]
    [InlineData(5, 50, 4, 30, 900, "Catalyst__Attempts__FreePerNetwork")]
    [InlineData(5, 50, 100, 0, 900, "Catalyst__Attempts__Wait")]
    [InlineData(5, 50, 100, 30, 29, "Catalyst__Attempts__LongestWait")]
    [InlineData(5, 50, 100, 30, 86_401, "Catalyst__Attempts__LongestWait")]
    public void Of_attempts(int free, int perAccount, int perNetwork, int wait, int longest, string? named) => ShouldName(
        new AttemptOptionsValidation().Validate(null, new()
        {
            Free = free,
            FreePerAccount = perAccount,
            FreePerNetwork = perNetwork,
            Wait = TimeSpan.FromSeconds(wait),
            LongestWait = TimeSpan.FromSeconds(longest),
        }),
        named);

    [Theory]
    [InlineData(5, null)]
    [InlineData(1_000_000, null)]
    [InlineData(4, "Catalyst__Attempts__FreePerSubnet")]
    [InlineData(1_000_001, "Catalyst__Attempts__FreePerSubnet")]
    public void Of_attempts_from_a_subnet(int perSubnet, string? named) =>
        ShouldName(new AttemptOptionsValidation().Validate(null, new() { FreePerSubnet = perSubnet }), named);

    [Theory]
    [InlineData("password", VerifyEmailMode.Auto, false, null)]
    [InlineData("email", VerifyEmailMode.Always, true, null)]
    [InlineData("email", VerifyEmailMode.Auto, false, "Catalyst__Flows__Methods__0")]
    [InlineData("pasword", VerifyEmailMode.Auto, true, "Catalyst__Flows__Methods__0")]
    [InlineData("password", VerifyEmailMode.Always, false, "Catalyst__Flows__VerifyEmail")]
    public void Of_flows(string method, VerifyEmailMode verify, bool mailLeaves, string? named) => ShouldName(
        new FlowOptionsValidation().Validate(null, new() { Methods = { method }, VerifyEmail = verify, MailLeaves = mailLeaves }), named);

    [Theory]
    [InlineData("email passkey", SignUpMode.Open, VerifyEmailMode.Auto, true, null)]
    [InlineData("email", SignUpMode.InviteOnly, VerifyEmailMode.Always, true, null)]
    [InlineData("passkey", SignUpMode.Closed, VerifyEmailMode.Auto, false, null)]
    [InlineData("password", SignUpMode.Open, VerifyEmailMode.Never, false, null)]
    [InlineData("passkey", SignUpMode.Open, VerifyEmailMode.Always, true, "Catalyst__Flows__SignUp")]
    [InlineData("passkey", SignUpMode.InviteOnly, VerifyEmailMode.Auto, true, "Catalyst__Flows__SignUp")]
    [InlineData("email passkey", SignUpMode.Open, VerifyEmailMode.Never, true, "Catalyst__Flows__VerifyEmail")]
    [InlineData("email passkey", SignUpMode.Open, VerifyEmailMode.Auto, false, "Catalyst__Mail__Smtp__Host")]
    public void Of_flows_without_passwords(string methods, SignUpMode signUp, VerifyEmailMode verify, bool mailLeaves, string? named)
    {
        var options = new FlowOptions { SignUp = signUp, VerifyEmail = verify, MailLeaves = mailLeaves };
        methods.Split(' ').ToList().ForEach(options.Methods.Add);

        ShouldName(new FlowOptionsValidation().Validate(null, options), named);
    }

    [Theory]
    [InlineData("accounts@example.com", "Acme", "de", LocalMailboxMode.Auto, null)]
    [InlineData(null, null, "en-GB", LocalMailboxMode.Off, null)]
    [InlineData("Acme <accounts@example.com>", null, "en", LocalMailboxMode.Auto, "Catalyst__Mail__From")]
    [InlineData("accounts@example.com", "Acme\r\nBcc: a@b.c", "en", LocalMailboxMode.Auto, "Catalyst__Mail__FromName")]
    [InlineData("accounts@example.com", null, "fr", LocalMailboxMode.Auto, "Catalyst__Mail__DefaultLocale")]
    [InlineData("accounts@example.com", null, "en", (LocalMailboxMode)7, "Catalyst__Mail__Mailbox")]
    public void Of_mail(string? from, string? fromName, string locale, LocalMailboxMode mailbox, string? named) => ShouldName(
        new MailOptionsValidation().Validate(
            null, new() { From = from, FromName = fromName, DefaultLocale = locale, Mailbox = mailbox }),
        named);

    [Theory]
    [InlineData(null, null, SmtpSecurity.StartTls, null, null, 30, 4, null)]
    [InlineData("smtp.example.com", 587, SmtpSecurity.StartTls, "ada", "secret", 30, 4, null)]
    [InlineData("127.0.0.1", 25, SmtpSecurity.None, "ada", "secret", 1, 1, null)]
    [InlineData("10.0.0.1", 25, SmtpSecurity.None, null, null, 120, 32, null)]
    [InlineData("smtp.example.com:587", null, SmtpSecurity.Tls, null, null, 30, 4, "Catalyst__Mail__Smtp__Host")]
    [InlineData("smtp.example.com", 0, SmtpSecurity.Tls, null, null, 30, 4, "Catalyst__Mail__Smtp__Port")]
    [InlineData("smtp.example.com", 65536, SmtpSecurity.Tls, null, null, 30, 4, "Catalyst__Mail__Smtp__Port")]
    [InlineData("smtp.example.com", 25, SmtpSecurity.None, "ada", "secret", 30, 4, "Catalyst__Mail__Smtp__Security")]
    [InlineData("smtp.example.com", 25, (SmtpSecurity)7, null, null, 30, 4, "Catalyst__Mail__Smtp__Security")]
    [InlineData("smtp.example.com", null, SmtpSecurity.Tls, "ada", null, 30, 4, "Catalyst__Mail__Smtp__Password")]
    [InlineData("smtp.example.com", null, SmtpSecurity.Tls, null, "secret", 30, 4, "Catalyst__Mail__Smtp__User")]
    [InlineData("smtp.example.com", null, SmtpSecurity.Tls, null, null, 0, 4, "Catalyst__Mail__Smtp__Timeout")]
    [InlineData("smtp.example.com", null, SmtpSecurity.Tls, null, null, 30, 33, "Catalyst__Mail__Smtp__MaxConnections")]
    public void Of_smtp(
        string? host, int? port, SmtpSecurity security, string? user, string? password, int seconds, int connections, string? named)
    {
        var result = new SmtpOptionsValidation(Options.Create(new MailOptions { From = "accounts@example.com" })).Validate(
            null,
            new()
            {
                Host = host,
                Port = port,
                Security = security,
                User = user,
                Password = password,
                Timeout = TimeSpan.FromSeconds(seconds),
                MaxConnections = connections,
            });

        ShouldName(result, named);
        (result.FailureMessage ?? string.Empty).ShouldNotContain("secret");
    }

    [Fact]
    public void Of_smtp_without_a_sender() => ShouldName(
        new SmtpOptionsValidation(Options.Create(new MailOptions())).Validate(null, new() { Host = "smtp.example.com" }), "Catalyst__Mail__From");

    private static void ShouldName(ValidateOptionsResult result, string? named)
    {
        result.Failed.ShouldBe(named is not null, result.FailureMessage);
        (result.FailureMessage ?? string.Empty).ShouldContain(named ?? string.Empty);
    }
}
