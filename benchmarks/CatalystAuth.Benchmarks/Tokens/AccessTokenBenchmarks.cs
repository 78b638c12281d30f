using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using NSec.Cryptography;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>Verifying an access token that was never seen before, beside the signature check alone that it can't do without.</summary>
[MemoryDiagnoser]
public class AccessTokenBenchmarks
{
    private const string Issuer = "https://auth.example.com";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TokenVerifier _verifier = new(Issuer, Issuer, TimeSpan.FromSeconds(30));
    private KeyRing _ring = null!;
    private Func<bool> _verifySignature = null!;
    private AccessToken _claims = null!;
    private string _token = null!;

    [Params(JwsAlgorithms.Rs256, JwsAlgorithms.Es256, JwsAlgorithms.EdDsa)]
    public string Algorithm { get; set; } = string.Empty;

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
        _ring = new([SigningKey.Generate(SigningKeyUse.Access, Now.AddDays(-1), Algorithm)]);
        _token = TokenMinter.Mint(_ring, _claims);
        _verifySignature = BareCheck(Algorithm, Encoding.ASCII.GetBytes(_token[.._token.LastIndexOf('.')]));
    }

    [Benchmark(Baseline = true)]
    public bool SignatureAlone() => _verifySignature();

    [Benchmark]
    public async Task<AccessToken?> Verify() => await _verifier.VerifyAccessAsync(_ring, _token, Now);

    [Benchmark]
    public string Mint() => TokenMinter.Mint(_ring, _claims);

    // With the library alone, on keys and signatures of its own.
    private static Func<bool> BareCheck(string algorithm, byte[] signed)
    {
        switch (algorithm)
        {
            case JwsAlgorithms.Rs256:
                var rsa = RSA.Create(2048);
                var rsaSignature = rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                return () => rsa.VerifyData(signed, rsaSignature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            case JwsAlgorithms.Es256:
                var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var ecSignature = ec.SignData(signed, HashAlgorithmName.SHA256);
                return () => ec.VerifyData(signed, ecSignature, HashAlgorithmName.SHA256);
            default:
                var key = Key.Create(SignatureAlgorithm.Ed25519);
                var signature = SignatureAlgorithm.Ed25519.Sign(key, signed);
                return () => SignatureAlgorithm.Ed25519.Verify(key.PublicKey, signed, signature);
        }
    }
}
