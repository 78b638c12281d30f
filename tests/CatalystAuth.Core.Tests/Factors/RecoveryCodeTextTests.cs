using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.Tests.Factors;

public sealed class RecoveryCodeTextTests
{
    [Fact]
    public void A_new_one_is_read_however_it_is_typed()
    {
        var code = RecoveryCodeText.New();
        code.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$");
        var normalized = RecoveryCodeText.Normalize(code).ShouldNotBeNull();
        normalized.Length.ShouldBe(10);
        RecoveryCodeText.Normalize(code.ToLowerInvariant()).ShouldBe(normalized);
        RecoveryCodeText.Normalize($" {normalized[..3]} {normalized[3..]} ").ShouldBe(normalized);
        RecoveryCodeText.Normalize("oOiIlL-ABCD").ShouldBe("001111ABCD");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCDE-ABCD")]
    [InlineData("ABCDE-ABCDEF")]
    [InlineData("ABCDE-ABCDU")]
    [InlineData("ABCDE_ABCDE")]
    [InlineData("ABCDE-                                              ABCDE")]
    public void What_is_none_is_refused(string text) => RecoveryCodeText.Normalize(text).ShouldBeNull();

    [Fact]
    public void The_hash_needs_the_key() => RecoveryCodeText.Hash([1], "ABCDEABCDE").ShouldNotBe(RecoveryCodeText.Hash([2], "ABCDEABCDE"));
}
