using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Isolation;

public sealed class SqliteIsolationTests(SqliteServer server) : IsolationTests(server);

public sealed class PostgresIsolationTests(PostgresServer server) : IsolationTests(server);

/// <summary>
/// Calls every operation of the OpenAPI document as somebody who has no business there. A new route is walked by existing: its
/// address is filled with what the house has, its body is made from its schema.
/// </summary>
public abstract class IsolationTests(TestServer server)
{
    [Fact]
    public async Task Nobody_gets_in_anywhere()
    {
        var (document, house) = await NewHouseAsync();
        await WalkAsync(document, house, async (operation, failures) =>
        {
            if (operation.TakesToken)
            {
                var answer = await house.SendAsync(server.Anonymous(), operation);
                if (answer.Status != HttpStatusCode.Unauthorized || answer.Code != "auth.unauthenticated")
                {
                    failures.Add($"{operation.Name} answered nobody {Say(answer)}");
                }
            }
        });
    }

    [Fact]
    public async Task A_stranger_without_an_organisation_gets_in_nowhere()
    {
        var (document, house) = await NewHouseAsync();
        var eve = await server.SignUpAsync("Eve");
        await WalkAsync(document, house, (operation, failures) => RefusesAsync(house, eve, operation, failures));
    }

    [Fact]
    public async Task The_owner_of_another_organisation_gets_in_nowhere()
    {
        var (document, house) = await NewHouseAsync();
        var other = await House.BuildAsync(server, document);
        await WalkAsync(document, house, (operation, failures) => RefusesAsync(house, other.Owner, operation, failures));
    }

    [Fact]
    public async Task A_key_of_another_organisation_with_every_permission_gets_in_nowhere()
    {
        var (document, house) = await NewHouseAsync();
        var other = await House.BuildAsync(server, document);
        var every = (await other.Owner.GetAsync($"/v1/orgs/{other.Org}/permissions")).Items().Select(item => item["name"]!.GetValue<string>());
        var (_, text) = await other.Owner.NewKeyAsync(other.Org, [.. every]);
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));
        (await key.GetAsync($"/v1/orgs/{other.Org}")).ShouldBe(HttpStatusCode.OK);
        await WalkAsync(document, house, (operation, failures) => RefusesAsync(house, key, operation, failures));
    }

    [Fact]
    public async Task The_ids_of_two_organisations_do_not_mix()
    {
        var (document, house) = await NewHouseAsync();
        var other = await House.BuildAsync(server, document);
        var foreign = 0;
        await WalkAsync(document, house, async (operation, failures) =>
        {
            // One placeholder at a time is of the other house, from both sides.
            foreach (var placeholder in operation.Placeholders.Where(
                name => operation.Placeholders.Count > 1 && house.Has(name) && other.Has(name)))
            {
                foreign++;
                await RefusesAsync(other, other.Owner, operation, failures, other.AddressOf(operation, house, placeholder));
            }

            if (operation.TakesToken && operation.Method != "GET")
            {
                // A user is of no organisation: whoever knows the id may name it.
                foreach (var (member, prefix, body) in other.Bodies.WithForeignIds(operation, house.Find).Where(found => found.Prefix != "user"))
                {
                    foreign++;
                    var answer = await other.SendAsync(other.Owner, operation, body: body);
                    if (!IsCleanRefusal(answer))
                    {
                        failures.Add($"{operation.Name} took the {prefix}_… of another organisation in {member}: {Say(answer)}");
                    }
                }
            }
        });
        foreign.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_viewer_may_what_the_permissions_of_a_viewer_say_and_no_more()
    {
        var (document, house) = await NewHouseAsync();
        var held = (await house.Viewer.GetAsync($"/v1/me/effective?org={house.Org}")).At("permissions")!.AsArray()
            .Select(entry => entry!["permission"]!.GetValue<string>()).ToHashSet();
        held.ShouldContain("org:read");
        await WalkAsync(document, house, async (operation, failures) =>
        {
            // Of what is the caller's own every caller is master; an id of nothing is found by nobody.
            if (!operation.NamesAThing || !operation.TakesToken || operation.Path.StartsWith("/v1/me/", StringComparison.Ordinal))
            {
                return;
            }

            var answer = await house.SendAsync(house.Viewer, operation);
            if (Judge(operation, held, answer, house) is { } judgement)
            {
                failures.Add($"{operation.Name} {judgement}: {Say(answer)}");
            }
        });
    }

    [Fact]
    public async Task An_owner_may_everything_with_a_body_that_is_made_from_the_schema()
    {
        var (document, house) = await NewHouseAsync();
        var failures = new List<string>();
        string[] order = ["GET", "PUT", "PATCH", "POST", "DELETE"];

        // What ends a thing comes after what is done to it, and the whole after its parts.
        foreach (var operation in document.Operations
            .Where(operation => operation.NamesAThing && operation.TakesToken && operation.Permission is not null)
            .OrderBy(operation => Array.IndexOf(order, operation.Method)).ThenByDescending(operation => operation.Path.Length))
        {
            var answer = await house.SendAsync(house.Owner, operation);
            if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
            {
                failures.Add(house.NoGoodBody(operation, answer));
            }
            else if (answer.Code == "auth.permission_denied" || (int)answer.Status >= 500)
            {
                failures.Add($"{operation.Name} answered the owner {Say(answer)}");
            }
        }

        failures.ShouldBeEmpty();
    }

    private static string? Judge(Operation operation, HashSet<string> held, Answer answer, House house) => operation.Permission switch
    {
        null when (int)answer.Status < 400 =>
            "let a viewer in without telling which permission it asks for; say .Needs(…) on the route",
        null => IsCleanRefusal(answer) ? null : "did not refuse a viewer cleanly",
        { } needed when held.Contains(needed) =>
            answer.Code == "auth.permission_denied" || (int)answer.Status >= 500 ? $"refused a viewer, who holds {needed}" : null,

        // Where the house has no such thing, that is all there is to say.
        { } when answer.Status == HttpStatusCode.NotFound && !operation.Placeholders.All(name => name == "name" || house.Has(name)) => null,
        { } needed => answer.Status == HttpStatusCode.Forbidden && answer.Code == "auth.permission_denied"
            && answer.Text("detail").Contains($" {needed}.", StringComparison.Ordinal) ? null : $"did not ask a viewer for {needed}",
    };

    private static async Task RefusesAsync(House house, Caller caller, Operation operation, List<string> failures, string? address = null)
    {
        if (operation.NamesAThing && operation.TakesToken)
        {
            var answer = await house.SendAsync(caller, operation, address);
            if (!IsCleanRefusal(answer))
            {
                failures.Add($"{operation.Name} answered {Say(answer)}");
            }
        }
    }

    /// <summary>Walks every operation, says all that went wrong at once, and looks whether the house is as it was.</summary>
    private static async Task WalkAsync(ApiDocument document, House house, Func<Operation, List<string>, Task> callAsync)
    {
        var before = await house.ReadAsync();
        var failures = new List<string>();
        foreach (var operation in document.Operations)
        {
            await callAsync(operation, failures);
        }

        failures.ShouldBeEmpty();
        (await house.ReadAsync()).ShouldBe(before);
    }

    private static bool IsCleanRefusal(Answer answer) => answer.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,
        HttpStatusCode.BadRequest or HttpStatusCode.Conflict => !string.IsNullOrEmpty(answer.Code),
        _ => false,
    };

    private static string Say(Answer answer) => $"{(int)answer.Status} {answer.Body}";

    private async Task<(ApiDocument Document, House House)> NewHouseAsync()
    {
        var document = await ApiDocument.ReadAsync(server);
        document.Operations.Count.ShouldBeGreaterThan(25);
        return (document, await House.BuildAsync(server, document));
    }
}
