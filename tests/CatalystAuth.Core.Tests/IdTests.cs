using System.Text.Json;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CsCheck;

namespace CatalystAuth.Core.Tests;

public sealed class IdTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // From the public TypeID specification.
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "00000000000000000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000001", "00000000000000000000000001")]
    [InlineData("00000000-0000-0000-0000-00000000000a", "0000000000000000000000000a")]
    [InlineData("00000000-0000-0000-0000-000000000020", "00000000000000000000000010")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("0110c853-1d09-52d8-d73e-1194e95b5f19", "0123456789abcdefghjkmnpqrs")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057", "01h455vb4pex5vsknk084sn02q")]
    public void The_known_ids_are_written_and_read(string uuid, string suffix)
    {
        TypeId.Format(new UserId(Guid.Parse(uuid))).ShouldBe($"user_{suffix}");
        TypeId.TryParse<UserId>($"user_{suffix}", out var id).ShouldBeTrue();
        id.Value.ShouldBe(Guid.Parse(uuid));
    }

    [Fact]
    public void Every_id_survives_writing_and_reading() => Gen.Guid.Sample(value =>
    {
        TypeId.TryParse<OrgId>(new OrgId(value).ToString(), out var read).ShouldBeTrue();
        read.Value.ShouldBe(value);
    });

    [Theory]
    [InlineData("org_8zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("user_01h455vb4pex5vsknk084sn02q")]
    [InlineData("ORG_01h455vb4pex5vsknk084sn02q")]
    [InlineData("org_01H455VB4PEX5VSKNK084SN02Q")]
    [InlineData("org_01h455vb4pex5vsknk084sn02")]
    [InlineData("org_01h455vb4pex5vsknk084sn02qq")]
    [InlineData("org_01h455vb4pex5vsknk084sn0il")]
    [InlineData("org_")]
    [InlineData("")]
    public void Anything_else_is_refused(string text) => TypeId.TryParse<OrgId>(text, out _).ShouldBeFalse();

    [Fact]
    public void Later_ids_sort_behind_earlier_ones()
    {
        var first = TypeId.New<OrgId>(Now);
        var second = TypeId.New<OrgId>(Now.AddMilliseconds(1));

        string.CompareOrdinal(first.ToString(), second.ToString()).ShouldBeLessThan(0);
        first.CompareTo(second).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_wrong_id_in_JSON_says_which_form_is_needed() => Should
        .Throw<JsonException>(() => JsonSerializer.Deserialize<OrgId>("\"acme\"", CatalystJson.Strict))
        .Message.ShouldContain("org_");

    [Theory]
    [InlineData("acme", true)]
    [InlineData("a-b-c", true)]
    [InlineData("0", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("Acme", false)]
    [InlineData("a_b", false)]
    [InlineData("ä", false)]
    public void Slugs_follow_their_grammar(string text, bool valid) => OrgSlug.IsValid(text).ShouldBe(valid);

    [Fact]
    public void No_id_is_a_slug_so_a_reference_means_one_thing() =>
        OrgSlug.IsValid(TypeId.New<OrgId>(Now).ToString()).ShouldBeFalse();
}
