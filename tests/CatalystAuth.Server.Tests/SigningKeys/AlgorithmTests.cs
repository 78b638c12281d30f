using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.SigningKeys;

/// <summary>An installation that was set up with RS256 and is configured for another algorithm.</summary>
public sealed class AlgorithmTests
{
    private const string Plain = "/.well-known/jwks.json";
    private const string WithEdDsa = "/.well-known/jwks-eddsa.json";

    [Theory]
    [InlineData("ES256")]
    [InlineData("EdDSA")]
    public async Task Another_algorithm_takes_over_when_its_key_was_published(string algorithm)
    {
        await using var server = new SqliteKeyServer();
        await server.InitializeAsync();
        var ada = await server.SignUpAsync();
        AlgorithmOf(ada).ShouldBe("RS256");
        await using var node = new OtherNode(server, ("Catalyst:Tokens:Algorithm", algorithm));
        await node.InitializeAsync();
        await node.RotateDueAsync();
        (await new Caller(node.NewHttpClient(), ada.AccessToken).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        AlgorithmOf(await node.SignUpAsync()).ShouldBe("RS256");
        var document = await node.Anonymous().GetAsync("/.well-known/openid-configuration");
        document.At("id_token_signing_alg_values_supported")!.AsArray().Select(item => item!.GetValue<string>())
            .ShouldBe([algorithm, "RS256"], ignoreOrder: true);
        document.Text("jwks_uri").ShouldEndWith(algorithm == "EdDSA" ? WithEdDsa : Plain);

        await node.TurnAsync(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        var bob = await node.SignUpAsync("Bob");
        AlgorithmOf(bob).ShouldBe(algorithm);
        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await KeysAsync(node, WithEdDsa)).Single(key => key.Id == bob.KeyOf()).Algorithm.ShouldBe(algorithm);
        (await KeysAsync(node, Plain)).ShouldNotContain(key => key.Algorithm == "EdDSA");
        (await node.KeySetAsync(Plain)).Contains(bob.KeyOf()).ShouldBe(algorithm != "EdDSA");
        (await node.KeySetAsync(Plain)).ShouldContain(ada.KeyOf());
    }

    [Theory]
    [InlineData("Catalyst:Tokens:Algorithm", "none")]
    [InlineData("Catalyst:Tokens:Algorithm", "HS256")]
    [InlineData("Catalyst:Tokens:Algorithm", "rs256")]
    [InlineData("Catalyst:SigningKeys:PublishBefore", "00:59:00")]
    [InlineData("Catalyst:SigningKeys:PublishBefore", "soon")]
    [InlineData("Catalyst:SigningKeys:Retention", "00:00:01")]
    [InlineData("Catalyst:SigningKeys:RotationInterval", "01:00:00")]
    [InlineData("Catalyst:DataProtection:Certificate:Path", "/nowhere/ring.pfx")]
    [InlineData("Catalyst:DataProtection:OldCertificates:0:Path", "/nowhere/ring.pfx")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        await using var server = new SqliteKeyServer();
        await server.InitializeAsync();
        await using var node = new OtherNode(server, (key, value));

        var refused = await Should.ThrowAsync<Configuration.SettingException>(async () => await node.InitializeAsync());

        refused.Message.ShouldContain(key.Replace(":", "__", StringComparison.Ordinal));
    }

    private static string AlgorithmOf(Caller caller) => Jwt.Header(caller.AccessToken!)["alg"]!.GetValue<string>();

    private static async Task<List<(string Id, string Algorithm)>> KeysAsync(TestServer server, string path) =>
        [.. (await server.Anonymous().GetAsync(path)).At("keys")!.AsArray().Select(key => (key!["kid"]!.GetValue<string>(), key["alg"]!.GetValue<string>()))];
}
