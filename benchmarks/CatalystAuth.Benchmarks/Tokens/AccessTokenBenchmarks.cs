using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>Verifying an access token that was never seen before, beside the signature check alone that it can't do without.</summary>
[MemoryDiagnoser]
public class AccessTokenBenchmarks
{
    private const string Issuer = "https://auth.example.com";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly KeyRing _ring = new([SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1))]);
    private readonly TokenVerifier _verifier = new(Issuer, Issuer, TimeSpan.FromSeconds(30));
    private readonly RSA _rsa = RSA.Create(2048);
    private AccessToken _claims = null!;
    private string _token = null!;
    private byte[] _signed = null!;
    private byte[] _signature = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _claims = new()
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = "user_01h455vb4pex5vsknk084sn02q",
            Id = Guid.CreateVersion7(Now).ToString("N"),
            IssuedAt = Now.ToUnixTimeSeconds(),
            ExpiresAt = Now.AddMinutes(5).ToUnixTimeSeconds(),
            ClientId = "catalyst",
            SessionId = "ses_01h455vb4pex5vsknk084sn02q",
            Org = "org_01h455vb4pex5vsknk084sn02q",
            OrgSlug = "acme",
            Role = "member",
            Roles = ["member"],
            Groups = [],
            Labels = ["plan:pro", "region:eu"],
            Scope = "app:read apps:read keys:read members:read org:read permissions:read",
            Email = "ada@example.com",
            Amr = ["pwd"],
            AuthTime = Now.ToUnixTimeSeconds(),
        };
        _token = TokenMinter.Mint(_ring, _claims);
        _signed = Encoding.ASCII.GetBytes(_token[.._token.LastIndexOf('.')]);
        _signature = _rsa.SignData(_signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    [Benchmark(Baseline = true)]
    public bool SignatureAlone() => _rsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public async Task<AccessToken?> Verify() => await _verifier.VerifyAccessAsync(_ring, _token, Now);

    [Benchmark]
    public string Mint() => TokenMinter.Mint(_ring, _claims);
}
