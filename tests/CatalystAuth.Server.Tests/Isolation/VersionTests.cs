using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Isolation;

public sealed class SqliteVersionTests(SqliteServer server) : VersionTests(server);

public sealed class PostgresVersionTests(PostgresServer server) : VersionTests(server);

/// <summary>
/// Nobody overwrites what somebody else changed meanwhile. Whatever answers with a version can be told which one a change is based on;
/// a new route is covered by existing.
/// </summary>
public abstract class VersionTests(TestServer server)
{
    private const string OfLongAgo = "\"999999\"";

    [Fact]
    public async Task Every_change_of_a_thing_with_a_version_can_be_based_on_one()
    {
        var document = await ApiDocument.ReadAsync(server);
        var house = await House.BuildAsync(server, document);
        var before = await house.ReadAsync();
        var failures = new List<string>();
        var seen = 0;
        foreach (var operation in document.Operations.Where(operation => operation.Method is "PUT" or "PATCH" && AnswersWithVersion(document, operation)))
        {
            seen++;
            var asked = (operation.Description["parameters"]?.AsArray() ?? []).Any(parameter => parameter!["name"]!.GetValue<string>() == "If-Match");
            var answer = await house.Owner.SendAsync(
                new HttpMethod(operation.Method), house.AddressOf(operation), Json.Content(house.Bodies.Make(operation)!.ToJsonString()), OfLongAgo);

            // What is the platform's is refused to the owner of an organisation before anything is read.
            if (!asked || (answer.Status != HttpStatusCode.PreconditionFailed && answer.Code is not ("auth.permission_denied" or "auth.platform_admin_required")))
            {
                failures.Add($"{operation.Name} {(asked ? "takes" : "does not say that it takes")} If-Match: {(int)answer.Status} {answer.Body}");
            }
        }

        failures.ShouldBeEmpty();
        seen.ShouldBeGreaterThan(10);
        (await house.ReadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_two_changes_of_a_member_that_know_the_same_version_one_wins()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        var read = await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}");
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");

        var answers = await Task.WhenAll(
            ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" }, read.Headers.ETag.Tag),
            ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "viewer" }, read.Headers.ETag.Tag));

        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed]);
        var won = answers.Single(answer => answer.Status == HttpStatusCode.OK);
        won.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await ada.GetAsync($"/v1/orgs/{org}/members/{bob.UserId}")).Text("role").ShouldBe(won.Text("role"));
    }

    [Fact]
    public async Task Of_two_changes_of_labels_that_know_the_same_version_one_wins()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        foreach (var (reader, thing) in new[] { (admin, $"/v1/users/{ada.UserId}"), (ada, $"/v1/orgs/{org}") })
        {
            var version = (await reader.GetAsync(thing)).Headers.ETag!.Tag;

            var answers = await Task.WhenAll(
                reader.SendAsync(HttpMethod.Put, $"{thing}/labels", new { labels = new[] { "one" } }, version),
                reader.SendAsync(HttpMethod.Put, $"{thing}/labels", new { labels = new[] { "two" } }, version));

            answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed]);
            (await reader.GetAsync(thing)).At("labels")!.ToJsonString()
                .ShouldBe(answers.Single(answer => answer.Status == HttpStatusCode.OK).At("labels")!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_member_is_shown_to_who_may_read_members_and_to_nobody_else()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        var org = await ada.NewOrgAsync();
        var listed = (await ada.GetAsync($"/v1/orgs/{org}/members")).Items()[0]!;

        (await ada.GetAsync($"/v1/orgs/{org}/members/{ada.UserId}")).Json!.ToJsonString().ShouldBe(listed.ToJsonString());
        (await ada.GetAsync($"/v1/orgs/{org}/members/{eve.UserId}")).ShouldBe(HttpStatusCode.NotFound, "member.not_found");
        (await ada.GetAsync($"/v1/orgs/{org}/members/ada")).ShouldBe(HttpStatusCode.BadRequest);
        (await eve.GetAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.Anonymous().GetAsync($"/v1/orgs/{org}/members/{ada.UserId}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static bool AnswersWithVersion(ApiDocument document, Operation operation) =>
        operation.Description["responses"]?["200"]?["content"]?["application/json"]?["schema"] is JsonNode schema
            && document.Resolve(schema).Schema["properties"]?["version"] is not null;
}
