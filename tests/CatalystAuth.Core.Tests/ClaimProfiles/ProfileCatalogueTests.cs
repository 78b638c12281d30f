using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Core.ClaimProfiles;

namespace CatalystAuth.Core.Tests.ClaimProfiles;

public sealed class ProfileCatalogueTests
{
    public static TheoryData<string> Names => [.. ClaimProfileNames.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_has_a_profile_that_holds_together(string name)
    {
        var document = ProfileCatalogue.Find(name).ShouldNotBeNull();

        document.Name.ShouldBe(name);
        document.Lifetime.ShouldBeLessThanOrEqualTo(300, "Nobody there hears of revocations.");
        document.HasSecret.ShouldBe(name == ClaimProfileNames.Qdrant);
    }

    [Theory]
    [InlineData("name", "\"other\"")]
    [InlineData("title", "\"\"")]
    [InlineData("lifetime", "3601")]
    [InlineData("lifetime", "0")]
    [InlineData("algorithms", "[]")]
    [InlineData("algorithms", """["none"]""")]
    [InlineData("algorithms", """["RS256","HS256"]""")]
    [InlineData("needsMapping", "false")]
    [InlineData("claims", """[{"path":["role"],"from":"first"},{"path":["role"],"from":"org"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"first"},{"path":["sub"],"from":"org"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"first"},{"path":[],"from":"org"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"first","prefix":"x"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"first"},{"path":["g"],"from":"groups"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"nowhere"}]""")]
    [InlineData("claims", """[{"path":["role"],"from":"first"},{"path":["a"],"from":"access"}]""")]
    [InlineData("rules", """[{"path":["rank"],"is":"text"}]""")]
    [InlineData("rules", """[{"path":["role"],"is":"number"}]""")]
    [InlineData("more", "1")]
    public void One_that_does_not_hold_together_is_a_bug(string member, string value)
    {
        var json = JsonNode.Parse(ProfileCatalogue.Embedded("Profiles/postgrest.json"))!.AsObject();
        ProfileCatalogue.Load("postgrest", Encoding.UTF8.GetBytes(json.ToJsonString())).Name.ShouldBe("postgrest");

        json[member] = JsonNode.Parse(value);

        Should.Throw<InvalidOperationException>(() => ProfileCatalogue.Load("postgrest", Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [Fact]
    public void Every_reserved_name_says_why_and_of_which_system()
    {
        ReservedNames.All.ShouldAllBe(name => name.Why.EndsWith('.') && name.Of.Count > 0 && name.Of.All(of => ClaimProfileNames.All.Contains(of)));
        ReservedNames.All.ShouldAllBe(name => !name.Name.Any(char.IsAsciiLetterUpper));
        ReservedNames.All.SelectMany(name => name.Of).Distinct().Order().ShouldBe(ClaimProfileNames.All.Where(name => name != ClaimProfileNames.Qdrant));
    }

    [Fact]
    public void No_name_that_everybody_has_is_reserved_for_all() => BuiltInRoles.All.ShouldAllBe(role => !ReservedNames.AreForeign(role));
}
