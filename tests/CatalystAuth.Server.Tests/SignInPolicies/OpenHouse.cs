using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.SignInPolicies;

/// <summary>An organisation that is open to whoever wants to join, and its owner, who has proven two factors.</summary>
internal sealed record OpenHouse(TestServer Server, Caller Owner, string Org, string Slug)
{
    public static async Task<OpenHouse> BuildAsync(TestServer server, object? policy = null)
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var owner = new Caller(server.NewHttpClient(), (await ada.StepUpAsync(phone)).Text("accessToken"));
        var made = await owner.PostAsync("/v1/orgs", new { name = "Acme" });
        var house = new OpenHouse(server, owner, made.Text("id"), made.Text("slug"));
        await house.SetAsync(policy ?? new { signUp = "open" });
        return house;
    }

    public async Task SetAsync(object policy) => (await Owner.PutAsync($"/v1/orgs/{Org}/sign-in-policy", policy)).ShouldBe(HttpStatusCode.OK);

    public async Task SetPlacesAsync(int most)
    {
        var admin = await Server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/orgs/{Org}/entitlements", new { limits = new[] { new { name = "members", max = most } } })).ShouldBe(HttpStatusCode.OK);
    }

    public async Task SuspendAsync()
    {
        var admin = await Server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{Org}/suspend", new { })).ShouldBe(HttpStatusCode.OK);
    }

    public Task<Answer> SignInAsync(Caller user, string? org = null) =>
        Server.StartAsync("sign_in", new { identifier = user.Email, password = TestServer.Password, org = org ?? Org });

    public async Task<bool> HasAsync(Caller user)
    {
        var found = await Owner.GetAsync($"/v1/orgs/{Org}/members/{user.UserId}");
        found.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        return found.Status == HttpStatusCode.OK;
    }
}
