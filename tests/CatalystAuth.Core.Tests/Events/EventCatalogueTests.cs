using System.Reflection;
using System.Text.Json;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Json;
using CsCheck;
using Json.Schema;

namespace CatalystAuth.Core.Tests.Events;

public sealed class EventCatalogueTests
{
    private static readonly Type[] DataTypes =
        [.. typeof(IEventData).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IEventData)))];

    public static TheoryData<string> Types => [.. EventTypes.All];

    [Fact]
    public void Every_type_has_its_definition_and_every_record_its_type()
    {
        var constants = typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        EventCatalogue.All.Select(definition => definition.Type).ShouldBe(constants, ignoreOrder: true);
        EventTypes.All.ShouldBe(EventCatalogue.All.Select(definition => definition.Type));
        EventCatalogue.All.Select(definition => EventCatalogue.FindData(definition.Type)!.Type).ShouldBe(DataTypes, ignoreOrder: true);
        EventCatalogue.FindData("member.gone").ShouldBeNull();
    }

    [Fact]
    public void A_definition_says_what_the_type_is()
    {
        foreach (var definition in EventCatalogue.All)
        {
            var data = EventCatalogue.FindData(definition.Type)!.Type;
            definition.Type.ShouldBe(data.GetProperty(nameof(IEventData.Type))!.GetValue(null));
            definition.Version.ShouldBe(data.GetProperty(nameof(IEventData.Version))!.GetValue(null));
            definition.Category.ShouldBe(definition.Type.Split('.')[0]);
            definition.Description.ShouldMatch("^[A-Z].*\\.$");
        }
    }

    [Fact]
    public void All_that_tells_of_a_state_has_it_before_or_after()
    {
        var stateless = DataTypes.Where(type => type.GetProperty("Before") is null && type.GetProperty("After") is null);

        stateless.ShouldBe(
            [
                typeof(EntitlementLimitReached), typeof(WebhookSecretRotated), typeof(WebhookTested), typeof(WebhookReplayed), typeof(WebhookFailing),
                typeof(WebhookRecovered), typeof(WebhookExhausted), typeof(WebhookDisabled), typeof(AuditExported), typeof(UserErased),
                typeof(AuthDecision), typeof(TokenRevoked), typeof(UserPasswordChanged), typeof(UserPasswordChangeRequired), typeof(UserUnlocked), typeof(UserDataExported),
                typeof(OrgGlassBroken),
            ],
            ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_is_read_as_it_was_written_and_is_as_its_schema_says(string type)
    {
        var info = EventCatalogue.FindData(type)!;
        var schema = JsonSchema.FromText(SchemaOf(type).GetRawText());
        AnyData.Of(info.Type).Sample(
            data =>
            {
                var json = JsonSerializer.Serialize(data, info);
                JsonSerializer.Serialize(JsonSerializer.Deserialize(json, info), info).ShouldBe(json);
                schema.Evaluate(JsonElement.Parse(json)).IsValid.ShouldBeTrue(json);
            },
            iter: 100);
    }

    [Theory]
    [InlineData("member.added", """{}""")]
    [InlineData("member.added", """{"after":{"role":"member"}}""")]
    [InlineData("member.added", """{"after":{"role":null,"labelsDelta":[]}}""")]
    [InlineData("member.added", """{"after":{"role":"member","labelsDelta":["+x",1]}}""")]
    [InlineData("role.bound", """{"after":{"subject":"s","role":"r","groupId":"org_01h455vb4pex5vsknk084sn02q"}}""")]
    [InlineData("role.bound", """{"after":{"subject":"s","role":"r","groupId":null}}""")]
    [InlineData("invitation.created", """{"after":{"status":"lost","email":"","role":"","groups":[],"labelsDelta":[],"sentCount":1,"expiresAt":""}}""")]
    [InlineData("app.created", """{"after":{"name":"","hosts":[],"rules":[{"path":"/","require":"open"}],"version":1}}""")]
    [InlineData("entitlement.changed", """{"after":{"features":[],"limits":[{"name":"members"}]}}""")]
    public void What_is_not_as_the_schema_says_is_found(string type, string json) =>
        JsonSchema.FromText(SchemaOf(type).GetRawText()).Evaluate(JsonElement.Parse(json)).IsValid.ShouldBeFalse();

    [Fact]
    public void A_member_that_a_newer_server_adds_is_no_fault()
    {
        var json = JsonElement.Parse("""{"after":{"role":"member","labelsDelta":[],"since":1},"by":"hand"}""");

        JsonSchema.FromText(SchemaOf(EventTypes.MemberAdded).GetRawText()).Evaluate(json).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void What_is_personal_is_found_by_the_record_and_told_by_the_schema()
    {
        var email = CatalystJson.Strict.GetTypeInfo(typeof(UserState)).Properties.Single(property => property.Name == "email");

        email.AttributeProvider!.IsDefined(typeof(PersonalAttribute), inherit: false).ShouldBeTrue();
        PersonalOf(EventTypes.UserCreated, "after").ShouldBe(["email", "name"]);
        PersonalOf(EventTypes.UserBanned, "before").ShouldBe(["reason"]);
        PersonalOf(EventTypes.InvitationCreated, "after").ShouldBe(["email"]);
        PersonalOf(EventTypes.MemberAdded, "after").ShouldBeEmpty();
    }

    private static IEnumerable<string> PersonalOf(string type, string state) => SchemaOf(type)
        .GetProperty("properties").GetProperty(state).GetProperty("properties").EnumerateObject()
        .Where(member => member.Value.TryGetProperty("x-personal", out var personal) && personal.GetBoolean())
        .Select(member => member.Name);

    private static JsonElement SchemaOf(string type) => EventCatalogue.All.Single(definition => definition.Type == type).Schema;
}
