using System.Text;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.ClaimProfiles;
using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Cli.Tests;

public sealed class ClaimsCheckTests : IDisposable
{
    private const string Secret = "0123456789-0123456789-0123456789";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly KeyRing Ring = new([SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1))]);

    private readonly string _folder = Directory.CreateTempSubdirectory("catalyst-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_good_token_is_good()
    {
        var token = ProfileToken.Sign(Ring, Claims("\"role\":\"web_user\""), Now);

        var (code, output, _) = await RunAsync(
            null, "claims", "check", "postgrest", "--token", Write(token), "--jwks", Write(Encoding.UTF8.GetString(Jwks.Write(Ring, Now))),
            "--issuer", "https://auth.example.com", "--audience", "org_x/db");

        (code, output.Trim()).ShouldBe((0, "OK: the token is as the system wants it."));
    }

    [Fact]
    public async Task Who_has_no_key_set_checks_the_rest() =>
        (await RunAsync(ProfileToken.Sign(Ring, Claims("\"role\":\"web_user\""), Now), "claims", "check", "postgrest", "--token", "-")).Code.ShouldBe(0);

    [Fact]
    public async Task It_is_read_from_standard_input_and_all_that_is_wrong_is_told()
    {
        var token = ProfileToken.Sign(Secret, Claims("\"access\":[]"));

        var (code, output, _) = await RunAsync(token, "claims", "check", "qdrant", "--token", "-", "--secret-file", Write(Secret + "2"));

        code.ShouldBe(1);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        output.ShouldContain("BAD: It is not signed with the secret.");
        output.ShouldContain("BAD: access is neither r nor m");
        output.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_token_does_not_steer_the_terminal()
    {
        var token = ProfileToken.Sign(Ring, Claims("\"role\":\"pg_\\u001b[2J\""), Now);

        var (code, output, _) = await RunAsync(token, "claims", "check", "postgrest", "--token", "-");

        code.ShouldBe(1);
        output.ShouldNotContain('\u001b');
    }

    [Theory]
    [InlineData("claims", "check", "mongo", "--token", "-")]
    [InlineData("claims", "check", "qdrant")]
    [InlineData("claims", "check", "qdrant", "--token", "/nowhere/at/all")]
    [InlineData("claims", "check", "qdrant", "--token", "-", "--secret-file", "/nowhere/at/all")]
    [InlineData("claims", "check", "minio", "--token", "-", "--jwks", "http://192.0.2.1/jwks")]
    public async Task What_can_not_be_looked_at_is_neither_good_nor_bad(params string[] line) => (await RunAsync("x", line)).Code.ShouldBe(2);

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"keys":[]}""")]
    public async Task What_is_no_key_set_says_nothing_of_a_token(string keys) => (await RunAsync(
        ProfileToken.Sign(Ring, Claims("\"policy\":[\"readonly\"]"), Now), "claims", "check", "minio", "--token", "-", "--jwks", Write(keys))).Code.ShouldBe(2);

    private static byte[] Claims(string more) => Encoding.UTF8.GetBytes(
        $$"""{"iss":"https://auth.example.com","aud":"org_x/db","sub":"user_x","iat":{{Now.ToUnixTimeSeconds() - 1}},"exp":{{Now.ToUnixTimeSeconds() + 300}},{{more}}}""");

    private string Write(string text)
    {
        var file = Path.Combine(_folder, $"{Guid.CreateVersion7():N}");
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string? input, params string[] args)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(input ?? string.Empty));
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CatalystCommand.RunAsync(args, bytes, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
