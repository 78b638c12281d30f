using System.Globalization;
using System.Text;
using CatalystAuth.Tokens.Webhooks;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Tokens.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string PrivateKey = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    private const string PublicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private const string Id = "msg_0000000000000000000000000a";
    private const string Valid = "v1,FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=";
    private const string ValidByKey = "v1a,0qTqRnjoLBrf31akb4ikKAD3rcHiED1Dyl5166xLl/EUEquYA3004EpN72cVejQscE4bORt/zpsIzcvocCpDDA==";
    private const string Wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private const string Seconds = "1767323045";

    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly byte[] Body = """{"type":"member.added"}"""u8.ToArray();

    // Made with other implementations: Python's hmac, and OpenSSL with the first key of RFC 8032 §7.1. The last is the published example
    // of the standard.
    [Theory]
    [InlineData(Secret, Id, 1767323045, """{"type":"member.added"}""", Valid)]
    [InlineData(
        "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWl5iZmpucnZ6foKGiow==", "evt-1", 1, "",
        "v1,C5Vv9qcBd1vXcP+fG733syxLOsiMtgYTsl1EMJ0K0jI=")]
    [InlineData(
        "whsec_////////////////////////////////", "a", 4102444800, "ключ ü 🔑", "v1,NzD2R9qKVKD2kxn6vvCiwR7siisxiCjNHyqvtOGJG0s=")]
    [InlineData(PrivateKey, Id, 1767323045, """{"type":"member.added"}""", ValidByKey)]
    [InlineData(
        PrivateKey, "evt-1", 1, "", "v1a,KTJySDiDuNTtOO4WtkfVkBzL75yoY/tMAROHkH1Vom04N1nW0qmac6wtsQaAtlfP46rUmA12o4l4eG6yR2+8Dg==")]
    [InlineData(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void The_signature_is_the_known_one(string secret, string id, long seconds, string body, string expected)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var bytes = Encoding.UTF8.GetBytes(body);

        Signer(secret).Sign(id, at, bytes).ShouldBe(expected);

        var verified = secret == PrivateKey ? PublicKey : secret;
        Verifier(at, verified).Verify(new(id, seconds.ToString(CultureInfo.InvariantCulture), expected), bytes).ShouldBe(WebhookVerdict.Valid);
    }

    [Theory]
    [InlineData(Valid, WebhookVerdict.Valid)]
    [InlineData("v1,wrong v2,wrong " + Wrong + " " + Valid + " " + Wrong, WebhookVerdict.Valid)]
    [InlineData(ValidByKey, WebhookVerdict.Valid)]
    [InlineData("  " + Wrong + "  " + ValidByKey + " ", WebhookVerdict.Valid)]
    [InlineData(Wrong, WebhookVerdict.NoMatchingSignature)]
    [InlineData("v1,FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rd=", WebhookVerdict.NoMatchingSignature)] // the same bytes, with stray bits
    [InlineData(
        "v1a,0qTqRnjoLBrf31akb4ikKAD3rcHiED1Dyl5166xLl/EUEquYA3004EpN72cVejQscE4bORt/zpsIzcvocCpDDB==", WebhookVerdict.MalformedSignature)]
    [InlineData("v2,FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=", WebhookVerdict.MalformedSignature)]
    [InlineData("V1,FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=", WebhookVerdict.MalformedSignature)]
    [InlineData("v1a,FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=", WebhookVerdict.MalformedSignature)]
    [InlineData("FEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=", WebhookVerdict.MalformedSignature)]
    [InlineData("v1,", WebhookVerdict.MalformedSignature)]
    [InlineData("   ", WebhookVerdict.MalformedSignature)]
    [InlineData(Valid + "," + Valid, WebhookVerdict.MalformedSignature)] // two headers that were joined
    [InlineData("v1,ÀEWaRvwoBaqYsZ+bPimyDKiu2MeZZNiDocKAwLLH2rc=", WebhookVerdict.MalformedSignature)]
    public void One_signature_of_the_header_has_to_match(string signatures, WebhookVerdict expected) =>
        Verifier(At, Secret, PublicKey).Verify(new(Id, Seconds, signatures), Body).ShouldBe(expected);

    [Theory]
    [InlineData(null, Seconds, Valid, WebhookVerdict.MissingHeader)]
    [InlineData("", Seconds, Valid, WebhookVerdict.MissingHeader)]
    [InlineData(Id, null, Valid, WebhookVerdict.MissingHeader)]
    [InlineData(Id, Seconds, null, WebhookVerdict.MissingHeader)]
    [InlineData("msg.a", Seconds, Valid, WebhookVerdict.MalformedId)]
    [InlineData("msg a", Seconds, Valid, WebhookVerdict.MalformedId)]
    [InlineData("msg_ü", Seconds, Valid, WebhookVerdict.MalformedId)]
    [InlineData(Id, "1767323045.0", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "01767323045", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "+1767323045", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "-1", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, " 1767323045", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "١٧٦٧٣٢٣٠٤٥", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "999999999999", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "9999999999999", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "2026-01-02T03:04:05Z", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "1767323045000", Valid, WebhookVerdict.MalformedTimestamp)] // milliseconds
    [InlineData(Id, "0", Valid, WebhookVerdict.MalformedTimestamp)]
    [InlineData(Id, "1", Valid, WebhookVerdict.TooOld)]
    public void Each_refusal_is_told_apart(string? id, string? timestamp, string? signatures, WebhookVerdict expected) =>
        Verifier(At, Secret).Verify(new(id, timestamp, signatures), Body).ShouldBe(expected);

    [Theory]
    [InlineData(0, WebhookVerdict.Valid)]
    [InlineData(300, WebhookVerdict.Valid)]
    [InlineData(301, WebhookVerdict.TooOld)]
    [InlineData(-300, WebhookVerdict.Valid)]
    [InlineData(-301, WebhookVerdict.TooNew)]
    public void The_clocks_may_be_five_minutes_apart_either_way(int later, WebhookVerdict expected) =>
        Verifier(At.AddSeconds(later), Secret).Verify(new(Id, Seconds, Valid), Body).ShouldBe(expected);

    [Fact]
    public void What_is_too_long_is_not_looked_at()
    {
        var verifier = Verifier(At, Secret);

        verifier.Verify(new(Id, Seconds, string.Join(' ', Enumerable.Repeat(Wrong, 16)) + " " + Valid), Body)
            .ShouldBe(WebhookVerdict.MalformedSignature);
        verifier.Verify(new(Id, Seconds, Valid + " " + new string('x', 5000)), Body).ShouldBe(WebhookVerdict.MalformedSignature);
        verifier.Verify(new(new string('a', 129), Seconds, Valid), Body).ShouldBe(WebhookVerdict.MalformedId);
        verifier.Verify(new(Id, Seconds, Valid), new byte[WebhookVerifier.DefaultMaxBodySize + 1]).ShouldBe(WebhookVerdict.BodyTooLarge);
    }

    [Fact]
    public void While_a_secret_rotates_both_are_good()
    {
        var old = WebhookSecretText.CreateShared();
        var (privateKey, publicKey) = WebhookSecretText.CreatePair();

        var signatures = WebhookSigner.SignAll([Signer(old), Signer(Secret), Signer(privateKey)], Id, At, Body);

        signatures.Split(' ').Length.ShouldBe(3);
        foreach (string[] known in new[] { [old], [Secret], [publicKey], new[] { WebhookSecretText.CreateShared(), publicKey } })
        {
            Verifier(At, known).Verify(new(Id, Seconds, signatures), Body).ShouldBe(WebhookVerdict.Valid);
        }

        Verifier(At, WebhookSecretText.CreateShared()).Verify(new(Id, Seconds, signatures), Body)
            .ShouldBe(WebhookVerdict.NoMatchingSignature);
    }

    [Fact]
    public void A_verifier_needs_secrets_that_can_be_read()
    {
        WebhookVerifier.TryCreate([], TimeProvider.System, out _).ShouldBeFalse();
        WebhookVerifier.TryCreate([Secret, "whsec_"], TimeProvider.System, out _).ShouldBeFalse();
        WebhookVerifier.TryCreate(Enumerable.Repeat(Secret, 9), TimeProvider.System, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_can_not_be_signed_is_refused()
    {
        Should.Throw<ArgumentException>(() => Signer(Secret).Sign("msg.a", At, Body));
        Should.Throw<ArgumentException>(() => Signer(Secret).Sign("", At, Body));
        Should.Throw<ArgumentException>(() => Signer(Secret).Sign(Id, DateTimeOffset.UnixEpoch, Body));
    }

    [Fact]
    public void Whatever_is_signed_is_verified() =>
        Gen.Select(GenId, Gen.Long[1, 200_000_000_000], Gen.Byte.Array[0, 300], GenSecrets).Sample((id, seconds, body, secrets) =>
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var signature = new WebhookSignature(
                id, seconds.ToString(CultureInfo.InvariantCulture), Signer(secrets.Signs).Sign(id, at, body));

            Verifier(at, secrets.Verifies).Verify(signature, body).ShouldBe(WebhookVerdict.Valid);
        });

    [Fact]
    public void Any_change_of_id_time_body_or_secret_is_refused() =>
        Gen.Select(GenId, GenId, Gen.Int[-300, 300], Gen.Byte.Array[1, 100], Gen.Int, GenSecrets)
            .Sample((id, otherId, seconds, body, at, secrets) =>
            {
                var signed = new WebhookSignature(id, Seconds, Signer(secrets.Signs).Sign(id, At, body));
                var verifier = Verifier(At, secrets.Verifies);

                if (otherId != id)
                {
                    verifier.Verify(signed with { Id = otherId }, body).ShouldBe(WebhookVerdict.NoMatchingSignature);
                }

                if (seconds != 0)
                {
                    var other = (At.ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
                    verifier.Verify(signed with { Timestamp = other }, body).ShouldBe(WebhookVerdict.NoMatchingSignature);
                }

                byte[] changed = [.. body];
                changed[(int)((uint)at % (uint)body.Length)] ^= (byte)(1 << (at & 7));
                verifier.Verify(signed, changed).ShouldBe(WebhookVerdict.NoMatchingSignature);
                verifier.Verify(signed, [.. body, 0]).ShouldBe(WebhookVerdict.NoMatchingSignature);
                verifier.Verify(signed, body.AsSpan(1)).ShouldBe(WebhookVerdict.NoMatchingSignature);
                Verifier(At, WebhookSecretText.CreateShared(), WebhookSecretText.CreatePair().PublicKey).Verify(signed, body)
                    .ShouldBe(WebhookVerdict.NoMatchingSignature);
            });

    [Fact]
    public void Any_change_of_a_character_of_the_signature_is_refused() =>
        Gen.Select(Gen.OneOfConst(Valid, ValidByKey), Gen.Int[0, 91], Gen.Char).Sample((signature, at, with) =>
        {
            at %= signature.Length;
            var changed = signature[..at] + with + signature[(at + 1)..];
            if (changed != signature)
            {
                Verifier(At, Secret, PublicKey).Verify(new(Id, Seconds, changed), Body).ShouldNotBe(WebhookVerdict.Valid);
            }
        });

    [Fact]
    public void Headers_of_any_content_are_refused_and_never_throw() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((id, timestamp, signatures) =>
            Verifier(At, Secret, PublicKey).Verify(new(id, timestamp, signatures), Body).ShouldNotBe(WebhookVerdict.Valid));

    [Fact]
    public void The_headers_of_the_standard_come_before_those_of_Svix_and_are_not_mixed_with_them()
    {
        Read(("webhook-id", "a"), ("webhook-timestamp", "1"), ("webhook-signature", "s")).ShouldBe(new("a", "1", "s"));
        Read(("svix-id", "a"), ("svix-timestamp", "1"), ("svix-signature", "s")).ShouldBe(new("a", "1", "s"));
        Read(("webhook-id", "a"), ("svix-id", "b"), ("svix-timestamp", "1"), ("svix-signature", "s")).ShouldBe(new("a", null, null));
        Read().ShouldBe(default);
    }

    private static readonly Gen<string> GenId = Gen.Char['!', '~'].Array[1, 128].Select(characters => new string(characters).Replace('.', '-'));

    private static readonly Gen<(string Signs, string Verifies)> GenSecrets = Gen.OneOf(
        Gen.Byte.Array[24, 64].Select(bytes => "whsec_" + Convert.ToBase64String(bytes)).Select(secret => (secret, secret)),
        Gen.Const((PrivateKey, PublicKey)));

    private static WebhookSignature Read(params (string Name, string Value)[] headers) =>
        WebhookSignature.Read(headers.ToDictionary(header => header.Name, header => header.Value).GetValueOrDefault);

    private static WebhookSigner Signer(string secret)
    {
        WebhookSigner.TryParse(secret, out var signer).ShouldBeTrue();
        return signer;
    }

    private static WebhookVerifier Verifier(DateTimeOffset now, params string[] secrets)
    {
        WebhookVerifier.TryCreate(secrets, new FakeTimeProvider(now), out var verifier).ShouldBeTrue();
        return verifier;
    }
}
