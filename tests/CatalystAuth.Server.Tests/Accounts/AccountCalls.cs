using System.Net;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Accounts;

/// <summary>What people do with their accounts.</summary>
internal static class AccountCalls
{
    /// <summary>Adds an address and proves it.</summary>
    public static async Task<string> AddAddressAsync(this TestServer server, Caller caller, string? address = null)
    {
        address ??= FlowCalls.NewEmail();
        (await caller.PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.Created);
        (await caller.PostAsync($"/v1/me/emails/{address}/verify", new { code = await server.Mails.CodeToAsync(address) })).ShouldBe(HttpStatusCode.OK);
        return address;
    }

    /// <summary>Somebody with a proven address, who asks for another primary one.</summary>
    public static async Task<(Caller Ada, string Wanted, string Token)> AskForChangeAsync(this TestServer server)
    {
        var ada = await server.SignUpProvenAsync();
        var wanted = await server.AddAddressAsync(ada);
        (await ada.PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.OK);
        return (ada, wanted, await server.Mails.TokenToAsync(ada.Email));
    }

    /// <summary>Uses the link of a mail.</summary>
    public static Task<Answer> LinkAsync(this TestServer server, string path, string token) =>
        server.Anonymous().PostAsync($"/v1/account-links/{path}", new { token });

    /// <summary>The kinds of the mails to an address.</summary>
    public static async Task<IReadOnlyList<string>> KindsToAsync(this TestServer server, string address) =>
        [.. (await server.Mails.ToAsync(address)).Select(mail => mail.Kind)];
}
