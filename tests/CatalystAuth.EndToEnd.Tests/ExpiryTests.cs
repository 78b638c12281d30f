using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>A token ends when it says so, also one that was let in before.</summary>
public sealed class ExpiryTests(ShortLivedStack stack) : IClassFixture<ShortLivedStack>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task An_expired_token_is_refused(string proxy)
    {
        var key = await stack.Tenant.IssueKeyAsync("app:read");
        string? token = null;

        // The life is so short that on a busy machine a token can be over before its first use.
        await Eventually.BeAsync(
            async () =>
            {
                token = await stack.Tenant.ExchangeAsync(key);
                return (await stack.SendAsync(proxy, "/reports", token)).Answer.Status == 200;
            },
            Deadline);

        var refused = await Eventually.GetAsync(
            () => stack.SendAsync(proxy, "/reports", token), passage => passage.Answer.Status != 200, Deadline);
        refused.ShouldBeRefused(401);
        (await stack.SendAsync(proxy, "/public/logo.png", token)).ShouldBeRefused(401);
    }
}
