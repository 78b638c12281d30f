using CatalystAuth.Tokens.Webhooks;
using CsCheck;

namespace CatalystAuth.Tokens.Tests.Webhooks;

public sealed class WebhookSecretTextTests
{
    private const string Seed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    private const string SeedAndPublic = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
    private const string Public = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    [Fact]
    public void A_new_shared_secret_signs_and_verifies_and_is_never_the_same()
    {
        var secret = WebhookSecretText.CreateShared();

        secret.ShouldMatch("^whsec_[A-Za-z0-9+/]{43}=$");
        WebhookSigner.TryParse(secret, out _).ShouldBeTrue();
        WebhookVerifier.IsSecret(secret).ShouldBeTrue();
        WebhookSecretText.CreateShared().ShouldNotBe(secret);
    }

    [Fact]
    public void Of_a_new_pair_one_signs_and_the_other_verifies()
    {
        var (privateKey, publicKey) = WebhookSecretText.CreatePair();

        privateKey.ShouldStartWith("whsk_");
        publicKey.ShouldMatch("^whpk_[A-Za-z0-9+/]{43}=$");
        WebhookSigner.TryParse(privateKey, out _).ShouldBeTrue();
        WebhookSigner.TryParse(publicKey, out _).ShouldBeFalse();
        WebhookVerifier.IsSecret(publicKey).ShouldBeTrue();
        WebhookVerifier.IsSecret(privateKey).ShouldBeFalse();
    }

    [Theory]
    [InlineData("whsk_" + Seed, true)]
    [InlineData("whsk_" + SeedAndPublic, true)]
    [InlineData("whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGw==", false)] // another's public key
    [InlineData("whsk_", false)]
    [InlineData("whsk_AAAA", false)]
    [InlineData(Seed, false)]
    public void A_private_key_is_a_seed_or_a_seed_and_its_public_key(string text, bool expected) =>
        WebhookSigner.TryParse(text, out _).ShouldBe(expected);

    [Theory]
    [InlineData("whpk_" + Public, true)]
    [InlineData("whpk_", false)]
    [InlineData("whpk_AAAA", false)]
    [InlineData("whpk_" + SeedAndPublic, false)]
    [InlineData("WHPK_" + Public, false)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", false)] // not a whole number of bytes
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", false)]
    [InlineData("whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZI-2LaLaSw", false)] // base64url
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", false)] // stray bits at the end
    public void Only_what_has_the_form_of_a_secret_is_one(string? text, bool expected) => WebhookVerifier.IsSecret(text).ShouldBe(expected);

    [Fact]
    public void A_shared_secret_has_24_to_64_bytes() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        var text = "whsec_" + Convert.ToBase64String(bytes);
        var expected = bytes.Length is >= WebhookSecretText.MinSharedBytes and <= WebhookSecretText.MaxSharedBytes;

        WebhookVerifier.IsSecret(text).ShouldBe(expected);
        WebhookSigner.TryParse(text, out _).ShouldBe(expected);
    });

    [Fact]
    public void Nothing_that_is_no_secret_is_read_or_throws() => Gen.String.Sample(text =>
    {
        WebhookSigner.TryParse(text, out _).ShouldBeFalse();
        WebhookSigner.TryParse("whsk_" + text, out _).ShouldBeFalse();
        WebhookVerifier.IsSecret("whpk_" + text).ShouldBeFalse();
    });

    [Fact]
    public void A_signer_does_not_show_its_secret()
    {
        WebhookSigner.TryParse("whsk_" + Seed, out var signer).ShouldBeTrue();

        signer.ToString()!.ShouldNotContain(Seed);
    }
}
