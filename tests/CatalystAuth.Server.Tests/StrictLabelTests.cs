using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>A server that knows only labels with a schema.</summary>
public sealed class StrictServer : SqliteServer
{
    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Labels:Strict"] = "true";
        return Task.CompletedTask;
    }
}

public sealed class StrictLabelTests(StrictServer server) : IClassFixture<StrictServer>
{
    [Fact]
    public async Task Only_labels_with_a_schema_are_set()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "tier:gold" } })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{ada.UserId}", new { labelsDelta = new[] { "-tier" } })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/tier", new { })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "tier:gold" } })).ShouldBe(HttpStatusCode.OK);

        // An organisation's schema says nothing of users, who are not its own.
        (await admin.PutAsync($"/v1/users/{ada.UserId}/labels", new { labels = new[] { "tier:gold" } })).ShouldBe(HttpStatusCode.Forbidden, "label.not_allowed");

        // What stands there already stays, and may go.
        (await ada.DeleteAsync($"/v1/orgs/{org}/labels/schema/tier")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "tier:gold" } })).ShouldBe(HttpStatusCode.OK);
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = Array.Empty<string>() })).ShouldBe(HttpStatusCode.OK);
    }
}
