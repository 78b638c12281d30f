using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Tokens.Keys;
using CsCheck;

namespace CatalystAuth.Tokens.Tests;

public sealed class ApiKeyTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdEFG", "0AmUfb")]
    [InlineData("cat_live_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdEFG", "0fUNnM")]
    public void The_checksum_is_the_known_one(string text, string checksum) => ApiKeyText.Checksum(text).ShouldBe(checksum);

    [Fact]
    public void A_new_key_is_read_back_to_its_id()
    {
        var id = TypeId.New<KeyId>(Now);

        var text = ApiKeyText.Create(id);

        text.ShouldMatch("^ck_live_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{38}$");
        ApiKeyText.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(id);
    }

    [Fact]
    public void Two_keys_of_one_id_differ()
    {
        var id = TypeId.New<KeyId>(Now);

        ApiKeyText.Create(id).ShouldNotBe(ApiKeyText.Create(id));
    }

    [Fact]
    public void Every_single_character_that_is_mistyped_is_noticed()
    {
        var text = ApiKeyText.Create(TypeId.New<KeyId>(Now));

        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char).Sample((at, with) =>
        {
            var typo = text[..at] + with + text[(at + 1)..];
            (typo == text || !ApiKeyText.TryParse(typo, out _)).ShouldBeTrue();
        });
    }

    [Fact]
    public void Nothing_that_is_no_key_is_read_or_throws() =>
        Gen.String.Sample(text => ApiKeyText.TryParse(text, out _).ShouldBeFalse());

    [Fact]
    public void Only_the_same_key_matches_its_hash()
    {
        var id = TypeId.New<KeyId>(Now);
        var text = ApiKeyText.Create(id);
        var hash = ApiKeyText.Hash(text);

        ApiKeyText.Matches(text, hash).ShouldBeTrue();
        ApiKeyText.Matches(ApiKeyText.Create(id), hash).ShouldBeFalse();
        ApiKeyText.Matches(text, []).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ck_live_x", true)]
    [InlineData("ck_", true)]
    [InlineData("eyJhbGciOi", false)]
    [InlineData(null, false)]
    public void What_begins_like_a_key_is_told_from_a_token(string? text, bool expected) =>
        ApiKeyText.LooksLikeKey(text).ShouldBe(expected);
}
