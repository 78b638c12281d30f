using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Isolation;

/// <summary>
/// An organisation that has one of everything: whatever the document has a <c>POST</c> for is made by it, so that nobody has to
/// remember a new kind of thing here.
/// </summary>
internal sealed class House
{
    // Reading it is a record that others read.
    private const string ExportPath = "/v1/audit/export";

    // The server signs what is new in its own time, and the answer says how far it has come.
    private const string VerifyPath = "/v1/audit/verify";

    private const string LabelSchemasPath = "/v1/orgs/{org}/labels/schema";

    private readonly Dictionary<string, string> _byPlaceholder = [];
    private readonly Dictionary<string, string> _byPrefix = [];
    private readonly ApiDocument _document;

    private House(ApiDocument document, Caller owner, Caller viewer)
    {
        (_document, Owner, Viewer) = (document, owner, viewer);
        Bodies = new(document, IdOfPrefix);
    }

    public Caller Owner { get; }

    public Caller Viewer { get; }

    public BodyMaker Bodies { get; }

    public string Org => _byPlaceholder["org"];

    public static async Task<House> BuildAsync(TestServer server, ApiDocument document)
    {
        var house = new House(document, await server.SignUpAsync(), await server.SignUpAsync("Vic"));
        var org = await house.Owner.NewOrgAsync("House");
        var cleo = await server.SignUpAsync("Cleo");
        await JoinAsync(house.Owner, org, house.Viewer.UserId, "viewer");
        await JoinAsync(house.Owner, org, cleo.UserId, "member");
        house._byPlaceholder["org"] = house._byPrefix["org"] = org;
        house._byPlaceholder["user"] = cleo.UserId;
        house._byPlaceholder["session"] = house._byPrefix["ses"] = cleo.SessionId;
        house._byPrefix["user"] = (await server.SignUpAsync("Guest")).UserId;
        await house.FurnishAsync();

        // Nothing is sent, so that nothing changes by itself.
        (await house.Owner.PatchAsync($"/v1/webhooks/{house._byPlaceholder["webhook"]}", new { status = "disabled" })).ShouldBe(HttpStatusCode.OK);
        return house;
    }

    /// <summary>The id of a thing of this house; null when it has no such thing.</summary>
    public string? Find(string prefix) => _byPrefix.GetValueOrDefault(prefix);

    /// <summary>Whether the house has a thing for a placeholder, rather than an id of nothing.</summary>
    public bool Has(string placeholder) => _byPlaceholder.ContainsKey(placeholder);

    /// <summary>The address of an operation on this house.</summary>
    /// <param name="operation">Which operation.</param>
    /// <param name="other">A house that lends what one placeholder names.</param>
    /// <param name="placeholder">The placeholder that the other house fills.</param>
    public string AddressOf(Operation operation, House? other = null, string? placeholder = null)
    {
        var path = operation.Placeholders.Aggregate(operation.Path, (address, name) => address.Replace(
            $"{{{name}}}", Uri.EscapeDataString((name == placeholder ? other! : this).IdOfPlaceholder(name)), StringComparison.Ordinal));
        var query = operation.Query.Select(name => $"{name}={Uri.EscapeDataString((name == placeholder ? other! : this).IdOfPlaceholder(name))}");
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }

    public Task<Answer> SendAsync(Caller caller, Operation operation, string? address = null, JsonNode? body = null) => caller.SendAsync(
        new HttpMethod(operation.Method), address ?? AddressOf(operation),
        (body ?? Bodies.Make(operation)) is { } made ? Json.Content(made.ToJsonString()) : null);

    /// <summary>Everything that the owner can read here, byte for byte.</summary>
    public async Task<SortedDictionary<string, string>> ReadAsync()
    {
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in _document.Operations.Where(operation => operation.Method == "GET" && operation.NamesAThing && operation.Path is not (ExportPath or VerifyPath)))
        {
            var answer = await SendAsync(Owner, operation);
            if (answer.Status == HttpStatusCode.OK)
            {
                read[operation.Path] = operation.Path == LabelSchemasPath ? WithoutOthers(answer) : answer.Body;
            }
        }

        read.ShouldContainKey("/v1/orgs/{org}");
        return read;
    }

    // Other tests give the whole platform schemas of labels meanwhile; they name them by a UUID.
    private static string WithoutOthers(Answer schemas) => string.Join(
        ',', schemas.Items().Where(schema => schema["key"]!.GetValue<string>() is not ['k', .. { Length: 32 }]).Select(schema => schema.ToJsonString()));

    private async Task FurnishAsync()
    {
        var waiting = _document.Operations
            .Where(operation => operation.Path.StartsWith("/v1/", StringComparison.Ordinal) && operation.NamesAThing && operation.TakesToken)
            .Where(operation => operation.Collects(_document.Placeholders) is { } thing && !Has(thing))
            .OrderBy(operation => operation.Path.Length).ToList();

        // What needs the id of another thing waits for it; when nothing goes on, it is made with the id of nothing.
        for (var patient = true; waiting.Count > 0;)
        {
            var ready = waiting.Where(operation => operation.Placeholders.All(Has)
                && (!patient || Bodies.IdsNeeded(operation).All(_byPrefix.ContainsKey))).ToList();
            if (ready.Count == 0 && !patient)
            {
                return;
            }

            patient = ready.Count > 0;
            foreach (var operation in ready)
            {
                waiting.Remove(operation);
                await MakeAsync(operation, operation.Collects(_document.Placeholders)!);
            }
        }
    }

    private async Task MakeAsync(Operation operation, string placeholder)
    {
        if (Has(placeholder))
        {
            return;
        }

        var answer = await SendAsync(Owner, operation);
        ((int)answer.Status).ShouldNotBeOneOf([400, 422], NoGoodBody(operation, answer));
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created && answer.Json is JsonObject made
            && made["id"]?.GetValue<string>() is { } id)
        {
            _byPlaceholder[placeholder] = id;
            _byPrefix.TryAdd(id.Split('_')[0], id);
        }
    }

    public string NoGoodBody(Operation operation, Answer answer) =>
        $"{operation.Name} refused the body {Bodies.Make(operation)?.ToJsonString() ?? "(none)"} that was made from its schema: {answer.Body} " +
        "Say .Example(\"\"\"{…}\"\"\") on the route, with a body that it takes; ids in it are replaced by real ones.";

    private string IdOfPlaceholder(string placeholder) => _byPlaceholder.GetValueOrDefault(placeholder) ?? placeholder switch
    {
        "name" or "permission" => "walk:read",
        _ => _document.PrefixOfPlaceholder(placeholder) is { } prefix ? IdOfPrefix(prefix) : "walk",
    };

    private string IdOfPrefix(string prefix) => _byPrefix.GetValueOrDefault(prefix) ?? $"{prefix}_01h455vb4pex5vsknk084sn02q";

    private static async Task JoinAsync(Caller owner, string org, string userId, string role) =>
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId, role })).ShouldBe(HttpStatusCode.Created);
}
