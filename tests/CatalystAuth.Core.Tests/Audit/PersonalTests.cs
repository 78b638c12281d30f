using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Tests.Events;
using CsCheck;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tests.Audit;

public sealed class PersonalTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(55);
    private static readonly string User = $"{TypeId.New<UserId>(Now)}";
    private static readonly string Admin = $"{TypeId.New<UserId>(Now)}";
    private static readonly OrgId Org = TypeId.New<OrgId>(Now);

    public static TheoryData<string> Types => [.. EventCatalogue.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_was_taken_out_of_any_event_is_put_back(string type)
    {
        var info = EventCatalogue.FindData(type)!;
        AnyData.Of(info.Type).Sample(
            data =>
            {
                var json = JsonSerializer.Serialize(data, info);
                var (record, values) = Record(type, User, User, json);

                JsonNode.DeepEquals(PersonalRestore.Entry(record, values).Data, JsonNode.Parse(json)).ShouldBeTrue(record.Data);
                foreach (var value in values.Where(value => value.Pointer.StartsWith("/data", StringComparison.Ordinal)))
                {
                    var place = JsonPointer.Find(JsonNode.Parse($$"""{"data":{{record.Data}}}"""), value.Pointer)!;
                    place.ToJsonString().ShouldBe(value.Commitment);
                }
            },
            iter: 20);
    }

    [Fact]
    public void Any_text_is_put_back_and_is_not_in_what_is_stored() => Gen.Select(Gen.String[8, 40], Gen.String[8, 40], Gen.String[0, 40]).Sample((name, bio, agent) =>
    {
        var json = JsonSerializer.Serialize(new UserUpdated(new(Name: name), new(Name: bio, Bio: name)), CatalystJson.Strict);
        var (record, values) = Record("user.updated", User, User, json, agent);

        var entry = PersonalRestore.Entry(record, values);

        JsonNode.DeepEquals(entry.Data, JsonNode.Parse(json)).ShouldBeTrue();
        entry.Erased.ShouldBeNull();
        values.Count.ShouldBe(5);
        foreach (var member in JsonNode.Parse(json)!["after"]!.AsObject())
        {
            record.Data.ShouldNotContain(member.Value!.ToJsonString());
        }

        var gone = PersonalRestore.Entry(record, []);
        gone.Data.ToJsonString().ShouldBe("""{"before":{"name":{"erased":true}},"after":{"name":{"erased":true},"bio":{"erased":true}}}""");
        gone.IpAddress.ShouldBeNull();
        gone.UserAgent.ShouldBeNull();
        gone.Erased.ShouldBe(["/data/before/name", "/data/after/name", "/data/after/bio", "/ipAddress", "/userAgent"]);
    });

    [Fact]
    public void Equal_values_do_not_look_alike()
    {
        var (one, _) = Record("user.created", User, User, """{"after":{"email":"a@example.com","name":"A","platformAdmin":false}}""");
        var (other, _) = Record("user.created", User, User, """{"after":{"email":"a@example.com","name":"A","platformAdmin":false}}""");

        one.Data.ShouldNotBe(other.Data);
        one.IpAddress.ShouldNotBe(other.IpAddress);
    }

    [Fact]
    public void A_value_of_another_record_is_not_shown()
    {
        var (record, _) = Record("user.banned", User, Admin, """{"after":{"reason":"spam"}}""");
        var (_, others) = Record("user.banned", User, Admin, """{"after":{"reason":"theft"}}""");

        PersonalRestore.Entry(record, others).Data.ToJsonString().ShouldBe("""{"after":{"reason":{"erased":true}}}""");
    }

    [Fact]
    public void Who_is_no_user_can_not_pass_a_text_off_as_a_commitment()
    {
        var agent = Commitment.Make(new byte[16], "\"curl\""u8);
        var (record, values) = Record("org.updated", $"{Org}", "anonymous", "{}", agent);

        values.ShouldBeEmpty();
        PersonalRestore.Entry(record, []).UserAgent.ShouldBe(agent);
    }

    [Fact]
    public void Another_key_another_record_and_another_subject_open_nothing()
    {
        var key = new byte[PersonalSeal.KeyLength];
        var id = TypeId.New<AuditId>(Now);
        var values = PersonalSeal.Seal(key, id, User, [PersonalValue.New("/ipAddress", "\"192.0.2.1\""u8.ToArray())]);

        PersonalSeal.Open(key, values).Single().Json.ShouldBe("\"192.0.2.1\""u8.ToArray());
        PersonalSeal.Open([.. key[1..], 1], values).ShouldBeEmpty();
        PersonalSeal.Open(key, new() { RecordId = TypeId.New<AuditId>(Now), Subject = User, Sealed = values.Sealed }).ShouldBeEmpty();
        PersonalSeal.Open(key, new() { RecordId = id, Subject = Admin, Sealed = values.Sealed }).ShouldBeEmpty();
        PersonalSeal.Open(key, new() { RecordId = id, Subject = User, Sealed = [1, 2, 3] }).ShouldBeEmpty();
    }

    [Fact]
    public void Personal_data_is_about_whom_the_event_is_about()
    {
        Of("user.banned", User, Admin).ShouldBe(User);
        Of("member.added", User, Admin).ShouldBe(User);
        Of("session.created", "ses_1", "anonymous", $$$"""{"after":{"userId":"{{{User}}}"}}""").ShouldBe(User);
        Of("session.revoked", "ses_1", Admin, $$$"""{"before":{"userId":"{{{User}}}"}}""").ShouldBe(User);
        Of("invitation.created", "inv_1", Admin).ShouldBe("inv_1");
        Of("org.profile_changed", $"{Org}", Admin).ShouldBe($"{Org}");
        Of("group.created", "grp_1", Admin).ShouldBe(Admin);
        Of("group.created", "grp_1", "key_1").ShouldBe($"{Org}");
        PersonalSubject.OfCaller(Admin).ShouldBe(Admin);
        PersonalSubject.OfCaller("system").ShouldBeNull();
    }

    [Fact]
    public void What_a_rule_names_is_not_kept()
    {
        var (record, values) = Record(
            "user.updated", User, User, """{"after":{"name":"Ada","phone":"+4415550199"}}""", "curl", "user.updated:phone", "*:ipAddress");

        values.Select(value => value.Pointer).ShouldBe(["/data/after/name", "/userAgent"]);
        var entry = PersonalRestore.Entry(record, values);
        entry.Data.ToJsonString().ShouldBe("""{"after":{"name":"Ada","phone":{"redacted":true}}}""");
        entry.IpAddress.ShouldBeNull();
        entry.UserAgent.ShouldBe("curl");
        entry.Erased.ShouldBeNull();
    }

    [Theory]
    [InlineData("user.updated:phone", true)]
    [InlineData("*:phone", true)]
    [InlineData("*:userAgent", true)]
    [InlineData("org.updated:ipAddress", true)]
    [InlineData("user.updated:role", false)]
    [InlineData("user.upated:phone", false)]
    [InlineData("org.updated:phone", false)]
    [InlineData("phone", false)]
    [InlineData("*:phone:x", false)]
    [InlineData("", false)]
    public void A_rule_names_something_personal(string rule, bool isOne) => AuditRedaction.IsRule(rule).ShouldBe(isOne);

    private static AuditRedaction Redaction(params string[] rules) => new(Options.Create(new AuditOptions { Redact = rules }));

    private static string Of(string action, string target, string actor, string data = "{}")
    {
        using var document = JsonDocument.Parse(data);
        return PersonalSubject.OfData(action, Org, target, actor, document.RootElement);
    }

    private static (AuditRecord Record, List<PersonalValue> Values) Record(
        string action, string target, string actor, string json, string agent = "curl/8", params string[] rules)
    {
        var split = PersonalSplit.Of(action, Org, target, actor, json, "192.0.2.1", agent, Redaction(rules));
        var record = new AuditRecord
        {
            Id = TypeId.New<AuditId>(Now),
            OrgId = Org,
            Action = action,
            Actor = actor,
            Target = target,
            Data = split.Data,
            At = Now,
            IpAddress = split.IpAddress,
            UserAgent = split.UserAgent,
        };
        return (record, [.. split.Values.Values.SelectMany(values => values)]);
    }
}
