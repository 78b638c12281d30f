using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Tests.Events;

public sealed class EventReadTests
{
    private static readonly OutboxEvent Stored = new()
    {
        Id = new(Guid.Parse("0190aaaa-0000-7000-8000-000000000001")),
        OrgId = null,
        Type = EventTypes.MemberUpdated,
        Subject = "user_1",
        Actor = "system",
        Data = """{"before":{"role":"member","labelsDelta":["-a"]},"after":{"role":"admin","labelsDelta":["-b"],"since":1}}""",
        At = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void An_event_is_read_as_what_it_is_and_tells_its_changes()
    {
        var told = Stored.ToContract();

        told.TryRead<MemberUpdated>(out var data).ShouldBeTrue();
        data.Before.Role.ShouldBe("member");
        data.After.LabelsDelta.ShouldBe(["-b"]);
        told.Changes!.ToJsonString().ShouldBe(
            """{"role":{"from":"member","to":"admin"},"labelsDelta":{"added":["-b"],"removed":["-a"]},"since":{"to":1}}""");
    }

    [Fact]
    public void An_event_of_another_type_or_version_is_not_read()
    {
        var told = Stored.ToContract();

        told.Read<MemberAdded>().ShouldBeNull();
        told.TryRead<MemberRemoved>(out _).ShouldBeFalse();
        (told with { Version = 2 }).Read<MemberUpdated>().ShouldBeNull();
    }

    [Fact]
    public void An_event_that_is_not_what_it_says_is_a_fault() => Should.Throw<JsonException>(
        () => (Stored.ToContract() with { Data = new JsonObject { ["after"] = new JsonObject() } }).Read<MemberUpdated>());
}
