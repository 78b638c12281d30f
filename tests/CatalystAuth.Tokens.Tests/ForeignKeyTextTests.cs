using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Tokens.Keys;
using CsCheck;

namespace CatalystAuth.Tokens.Tests;

public sealed class ForeignKeyTextTests
{
    [Fact]
    public void A_hash_is_read_however_it_is_written() => Gen.String[Gen.Char['!', '~'], 16, 512].Sample(text =>
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(text));
        var base64 = Convert.ToBase64String(digest);
        foreach (var form in new[] { Convert.ToHexString(digest), Convert.ToHexStringLower(digest), base64, base64.TrimEnd('='), Base64Url.EncodeToString(digest) })
        {
            ForeignKeyText.TryReadHash(form, out var hash).ShouldBeTrue(form);
            ApiKeyText.Matches(text, hash!).ShouldBeTrue(form);
        }
    });

    [Fact]
    public void Anything_else_is_no_hash_and_no_fault() => Gen.OneOf(
        Gen.String, Gen.String[Gen.Char[' ', '~'], 43, 44], Gen.String[Gen.OneOfConst('0', 'f', 'g', ' ', '\u0660'), 64, 64]).Sample(text =>
    {
        if (ForeignKeyText.TryReadHash(text, out var hash))
        {
            hash!.Length.ShouldBe(33);
            text.ShouldAllBe(c => c > ' ' && c <= '~');
        }
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy")]
    [InlineData("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCg")]
    [InlineData("n4bQgYhMfWWaL qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")]
    [InlineData("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg==")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0g")]
    public void What_is_no_SHA_256_is_none(string? text) => ForeignKeyText.TryReadHash(text, out _).ShouldBeFalse();

    [Fact]
    public void A_key_of_here_is_no_foreign_one() =>
        ForeignKeyText.IsWellFormed(ApiKeyText.Create(new(Guid.CreateVersion7()))).ShouldBeFalse();
}
