using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Nobody has the upstream take a request for one of another method than the rules were asked about.</summary>
public sealed class MethodOverrideTests(Stack stack)
{
    private static readonly string[] Names = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task No_spelling_of_a_header_that_overrides_the_method_reaches_the_upstream_with_a_request_that_is_let_in(string proxy)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");
        var sent = Names.SelectMany(Spellings.Of).SelectMany((name, i) => new[] { (name, "DELETE"), (i % 2 == 0 ? name.ToLowerInvariant() : name.ToUpperInvariant(), "PUT") }).ToArray();
        if (proxy == ProxyNames.Envoy)
        {
            (await stack.SendAsync(proxy, "/reports", token, sent)).ShouldBeRefused(400);
            sent = [.. sent.Where(header => !header.Item1.Contains('_', StringComparison.Ordinal))];
        }

        foreach (var some in sent.Chunk(40))
        {
            var request = (await stack.SendAsync(proxy, "/reports", token, some)).ShouldBeLetIn();

            request.Method.ShouldBe("GET");
            Names.SelectMany(request.ValuesOfTwins).ShouldBeEmpty();
        }
    }
}
