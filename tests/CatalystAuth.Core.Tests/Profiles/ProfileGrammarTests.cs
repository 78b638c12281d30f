using CatalystAuth.Core.Profiles;
using CsCheck;

namespace CatalystAuth.Core.Tests.Profiles;

public sealed class ProfileGrammarTests
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("en-GB", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("es-419", true)]
    [InlineData("sl-rozaj-biske", true)]
    [InlineData("de-DE-u-co-phonebk", true)]
    [InlineData("en-x-private", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("en_GB", false)]
    [InlineData("en-", false)]
    [InlineData("en-GB\n", false)]
    [InlineData("en-u", false)]
    [InlineData("éa", false)]
    public void A_locale_is_a_language_tag(string text, bool isValid) => ProfileGrammar.IsLocale(text).ShouldBe(isValid);

    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Europe/London", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("../zoneinfo/UTC", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("Europe/London ", false)]
    public void A_time_zone_is_one_that_there_is(string text, bool isValid) => ProfileGrammar.IsTimeZone(text).ShouldBe(isValid);

    [Theory]
    [InlineData("+442071838750", true)]
    [InlineData("442071838750", false)]
    [InlineData("+0442071838750", false)]
    [InlineData("+123456", false)]
    [InlineData("+1234567890123456", false)]
    [InlineData("+44 2071838750", false)]
    [InlineData("+４４２０７１８３８７５０", false)]
    public void A_phone_number_is_e164(string text, bool isValid) => ProfileGrammar.IsPhone(text).ShouldBe(isValid);

    [Fact]
    public void No_text_makes_the_grammars_throw() => Gen.String.Sample(text =>
    {
        _ = ProfileGrammar.IsLocale(text) || ProfileGrammar.IsTimeZone(text) || ProfileGrammar.IsPhone(text) || ProfileGrammar.IsUrl(text, false);
    });
}
