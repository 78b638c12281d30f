using System.Text;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Tokens.ClaimProfiles;
using CatalystAuth.Tokens.Tokens;
using CsCheck;

namespace CatalystAuth.Core.Tests.ClaimProfiles;

/// <summary>What is written, whatever tenants call their things.</summary>
public sealed class ProfileClaimsTests
{
    private const string Secret = "0123456789-0123456789-0123456789";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOfConst([.. ReservedNames.All.Select(name => name.Name), "GrafanaAdmin", "consoleAdmin", "ADMIN", "system:masters", "Viewer", "docs", "*", "a,consoleAdmin", "x litellm_proxy_admin"]),
        Gen.String[Gen.Char.AlphaNumeric, 1, 12]);

    private static readonly Gen<ClaimMapping> Line = Gen.Select(
        Name, Gen.Int[0, 3], Gen.OneOfConst<string?>(null, "r", "rw", "prw", "m"),
        (to, from, access) => new ClaimMapping(
            to, from == 0 ? "owner" : null, from == 1 ? "eng" : null, from == 2 ? "docs:read" : null, from == 3 ? "beta" : null, access));

    [Fact]
    public void Whatever_is_mapped_the_system_takes_it_and_nothing_reserved_is_given() =>
        Gen.Select(Gen.OneOfConst([.. ProfileCatalogue.All]), Line.List[0, 6], Name.Null(), Name.List[0, 4]).Sample((document, map, otherwise, groups) =>
        {
            var request = new SetClaimProfileRequest(document.Name, new(map, otherwise), document.HasSecret ? Secret : null);
            if (!ClaimProfileChecks.Check("there", request).IsSuccess)
            {
                return;
            }

            var subject = new ProfileSubject(Token() with { Groups = [.. groups, "eng"] }, "ada@example.com");
            if (ProfileClaims.Compose(document, request.Settings!, "org_x/there", subject).TryGet(out var claims, out var refusal))
            {
                // HS256 for all, so that no key is needed; the algorithm is looked at elsewhere.
                var token = ProfileToken.Sign(Secret, Encoding.UTF8.GetBytes(claims.ToJsonString()));
                ConsumerCheck.FaultsOf(document with { Algorithms = ["HS256"] }, token, new(Now, Audience: "org_x/there", Secret: Secret)).ShouldBeEmpty();
            }
            else
            {
                refusal.Code.ShouldBe(ClaimProfileErrorCodes.NothingLeft);
            }
        });

    [Fact]
    public void What_was_stored_before_it_was_reserved_is_not_given()
    {
        foreach (var (profile, name) in new[] { ("postgrest", "service_role"), ("hasura", "admin"), ("minio", "consoleAdmin"), ("grafana", "GrafanaAdmin") })
        {
            Compose(profile, new([new(name, Role: "owner")])).Error.Code.ShouldBe(ClaimProfileErrorCodes.NothingLeft);
            Compose(profile, new([], name)).Error.Code.ShouldBe(ClaimProfileErrorCodes.NothingLeft);
        }

        Compose("kubernetes", new([new("system:masters", Role: "owner")])).Value["groups"]!.ToJsonString().ShouldBe("""["catalyst:eng"]""");
        Compose("litellm", new([new("litellm_proxy_admin", Role: "owner")])).Value["scope"].ShouldBeNull();
    }

    [Fact]
    public void Access_is_the_most_that_lines_give_and_on_all_only_by_its_scope()
    {
        var map = new ClaimMapping[]
        {
            new("docs", Scope: "docs:read", Access: "r"), new("docs", Scope: "docs:write", Access: "rw"), new("docs", Scope: "docs:read", Access: "prw"),
            new("*", Scope: "all:read", Access: "r"), new("*", Scope: "all:manage", Access: "m"),
        };

        Access("docs:read").ShouldBe("""[{"collection":"docs","access":"prw"}]""");
        Access("docs:read docs:write").ShouldBe("""[{"collection":"docs","access":"rw"}]""");
        Access("docs:write all:read").ShouldBe("\"r\"");
        Access("all:read all:manage").ShouldBe("\"m\"");
        Compose("qdrant", new(map), "org:read").Error.Code.ShouldBe(ClaimProfileErrorCodes.NothingLeft);
        Compose("qdrant", new(map), "").Error.Code.ShouldBe(ClaimProfileErrorCodes.NothingLeft);

        string Access(string scope) => Compose("qdrant", new(map), scope).Value["access"]!.ToJsonString();
    }

    [Fact]
    public void Nothing_else_of_an_access_token_is_written()
    {
        Compose("postgrest", new([], "user")).Value.Select(claim => claim.Key).ShouldBe(["iss", "sub", "aud", "exp", "iat", "jti", "role", "org"]);
        Compose("qdrant", new([new("docs", Scope: "docs:read", Access: "r")])).Value.Select(claim => claim.Key)
            .ShouldBe(["iss", "sub", "aud", "exp", "iat", "jti", "access"]);
    }

    private static Contracts.Results.Result<System.Text.Json.Nodes.JsonObject> Compose(string profile, ClaimProfileSettings settings, string scope = "docs:read") =>
        ProfileClaims.Compose(ProfileCatalogue.Find(profile)!, settings, "org_x/there", new(Token() with { Scope = scope }));

    private static AccessToken Token() => new()
    {
        Issuer = "https://auth.example.com",
        Audience = "https://auth.example.com",
        Subject = "user_01h455vb4pex5vsknk084sn02q",
        Id = "1",
        IssuedAt = Now.ToUnixTimeSeconds(),
        ExpiresAt = Now.AddMinutes(5).ToUnixTimeSeconds(),
        ClientId = "catalyst",
        Org = "org_x",
        OrgSlug = "acme",
        Role = "owner",
        Roles = ["owner"],
        Groups = ["eng"],
        Labels = ["beta"],
        Scope = "docs:read",
    };
}
