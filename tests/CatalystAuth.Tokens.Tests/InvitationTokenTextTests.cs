using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Tokens.Invitations;
using CatalystAuth.Tokens.Keys;
using CsCheck;

namespace CatalystAuth.Tokens.Tests;

public sealed class InvitationTokenTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_new_token_is_read_back_to_its_id()
    {
        var id = TypeId.New<InvitationId>(Now);

        var text = InvitationTokenText.Create(id);

        text.ShouldMatch("^ci_[0-7][0-9a-hjkmnp-tv-z]{25}_[0-9A-Za-z]{38}$");
        InvitationTokenText.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(id);
    }

    [Fact]
    public void Every_single_character_that_is_mistyped_is_noticed()
    {
        var text = InvitationTokenText.Create(TypeId.New<InvitationId>(Now));

        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char).Sample((at, with) =>
        {
            var typo = text[..at] + with + text[(at + 1)..];
            (typo == text || !InvitationTokenText.TryParse(typo, out _)).ShouldBeTrue();
        });
    }

    [Fact]
    public void Nothing_that_is_no_token_is_read_or_throws() =>
        Gen.String.Sample(text => InvitationTokenText.TryParse(text, out _).ShouldBeFalse());

    [Fact]
    public void A_key_is_no_invitation_and_an_invitation_no_key()
    {
        InvitationTokenText.TryParse(ApiKeyText.Create(TypeId.New<KeyId>(Now)), out _).ShouldBeFalse();
        ApiKeyText.LooksLikeKey(InvitationTokenText.Create(TypeId.New<InvitationId>(Now))).ShouldBeFalse();
    }

    [Fact]
    public void Only_the_same_token_matches_its_hash()
    {
        var id = TypeId.New<InvitationId>(Now);
        var text = InvitationTokenText.Create(id);
        var hash = InvitationTokenText.Hash(text);

        InvitationTokenText.Matches(text, hash).ShouldBeTrue();
        InvitationTokenText.Matches(InvitationTokenText.Create(id), hash).ShouldBeFalse();
    }
}
