using CatalystAuth.AspNetCore.Webhooks;
using CatalystAuth.Tokens.Webhooks;

namespace CatalystAuth.AspNetCore.Tests.Webhooks;

public sealed class CatalystWebhookOptionsTests
{
    [Fact]
    public void One_secret_is_enough() => Problems(_ => { }).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")] // the sender's half
    [InlineData("my-secret-password")]
    public void What_is_no_secret_is_named_and_not_shown(string secret)
    {
        var problems = Problems(options => options.Secrets.Add(secret)).ShouldNotBeNull();

        problems.ShouldContain("CatalystWebhookOptions.Secrets[1]");
        if (secret.Length > 10)
        {
            problems.ShouldNotContain(secret);
        }
    }

    [Fact]
    public void There_are_one_to_eight_secrets()
    {
        Problems(options => options.Secrets.Clear()).ShouldNotBeNull().ShouldContain("Secrets holds 0");
        Problems(options => Add(options, 7)).ShouldBeNull();
        Problems(options => Add(options, 8)).ShouldNotBeNull().ShouldContain("Secrets holds 9");
    }

    [Theory]
    [InlineData(0, 1024, "Tolerance")]
    [InlineData(3601, 1024, "Tolerance")]
    [InlineData(300, 0, "MaxBodySize")]
    [InlineData(300, int.MaxValue, "MaxBodySize")]
    public void Numbers_have_their_bounds(int tolerance, int size, string name) => Problems(options =>
    {
        options.Tolerance = TimeSpan.FromSeconds(tolerance);
        options.MaxBodySize = size;
    }).ShouldNotBeNull().ShouldContain(name);

    [Fact]
    public async Task The_inbox_forgets_the_oldest_first()
    {
        var inbox = new MemoryWebhookInbox(capacity: 2);
        foreach (var message in new[] { "a", "b", "b", "c" })
        {
            await inbox.RememberAsync(message, TestContext.Current.CancellationToken);
        }

        var seen = new List<string>();
        foreach (var message in new[] { "a", "b", "c", "d" })
        {
            if (await inbox.HasSeenAsync(message, TestContext.Current.CancellationToken))
            {
                seen.Add(message);
            }
        }

        seen.ShouldBe(["b", "c"]);
    }

    private static string? Problems(Action<CatalystWebhookOptions> change)
    {
        var options = new CatalystWebhookOptions { Secrets = { WebhookSecretText.CreateShared() } };
        change(options);
        return new CatalystWebhookOptionsValidator().Validate(null, options).FailureMessage;
    }

    private static void Add(CatalystWebhookOptions options, int count)
    {
        for (var i = 0; i < count; i++)
        {
            options.Secrets.Add(WebhookSecretText.CreateShared());
        }
    }
}
