using System.Text;
using System.Text.Json.Nodes;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Tests;

public sealed class SigningKeyTests
{
    [Theory]
    [InlineData(SigningKeyUse.Access)]
    [InlineData(SigningKeyUse.Decision)]
    [InlineData(SigningKeyUse.Refresh)]
    public void A_key_survives_export_and_import(SigningKeyUse use)
    {
        var key = SigningKey.Generate(use, Forge.Now);

        var copy = SigningKey.Import(use, key.Export(), key.ActiveFrom);

        copy.Id.ShouldBe(key.Id);
        copy.Algorithm.ShouldBe(key.Algorithm);
    }

    [Fact]
    public async Task A_token_is_verified_with_the_imported_copy_of_its_key()
    {
        var key = SigningKey.Generate(SigningKeyUse.Access, Forge.Now);
        var copy = new KeyRing([SigningKey.Import(SigningKeyUse.Access, key.Export(), Forge.Now)]);

        var token = TokenMinter.Mint(new KeyRing([key]), Forge.Access());

        (await Forge.Verifier.VerifyAccessAsync(copy, token, Forge.Now)).ShouldNotBeNull();
    }

    [Fact]
    public void The_newest_active_key_signs()
    {
        var old = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(-2));
        var current = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(-1));
        var next = SigningKey.Generate(SigningKeyUse.Decision, Forge.Now.AddDays(1));
        var ring = new KeyRing([next, old, current]);

        ring.Current(SigningKeyUse.Decision, Forge.Now).Id.ShouldBe(current.Id);
        ring.Current(SigningKeyUse.Decision, Forge.Now.AddDays(-9)).Id.ShouldBe(old.Id);
        ring.Find(next.Id).ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => ring.Current(SigningKeyUse.Access, Forge.Now));
    }

    [Fact]
    public void The_key_set_has_RSA_then_EC_and_nothing_secret()
    {
        var keys = JsonNode.Parse(Jwks.Write(Forge.Ring))!["keys"]!.AsArray();

        keys.Select(key => key!["kty"]!.GetValue<string>()).ShouldBe(["RSA", "EC"]);
        foreach (var key in keys)
        {
            key!.AsObject().Select(member => member.Key).ShouldBeSubsetOf(["kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"]);
            key["use"]!.GetValue<string>().ShouldBe("sig");
        }

        var refresh = Forge.Ring.Keys.Single(key => key.Use == SigningKeyUse.Refresh);
        Encoding.UTF8.GetString(Jwks.Write(Forge.Ring)).ShouldNotContain(refresh.Id);
    }
}
