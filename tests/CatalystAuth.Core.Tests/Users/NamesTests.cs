using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using CsCheck;

namespace CatalystAuth.Core.Tests.Users;

public sealed class NamesTests
{
    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("ada+tag@localhost", true)]
    [InlineData("用户@例子.广告", true)]
    [InlineData("", false)]
    [InlineData("ada", false)]
    [InlineData("@example.com", false)]
    [InlineData("ada@", false)]
    [InlineData("ada@@example.com", false)]
    [InlineData("a@evil.com@example.com", false)]
    [InlineData("ada@example..com", false)]
    [InlineData(".ada@example.com", false)]
    [InlineData("ada @example.com", false)]
    [InlineData("ada@example.com\r\nBcc: x@y.z", false)]
    [InlineData("\"ada\"@example.com", false)]
    [InlineData("<ada@example.com>", false)]
    public void Addresses_follow_the_plain_form(string address, bool valid) => EmailAddress.IsValid(address).ShouldBe(valid);

    [Theory]
    [InlineData("Ada", true)]
    [InlineData("Ада Лавлейс 🙂", true)]
    [InlineData("", false)]
    [InlineData(" Ada", false)]
    [InlineData("A\u0000da", false)]
    [InlineData("A\nda", false)]
    public void Names_have_no_control_characters(string name, bool valid) => DisplayNames.IsValid(name).ShouldBe(valid);

    [Fact]
    public void A_lone_surrogate_is_no_name() => DisplayNames.IsValid("A\ud800").ShouldBeFalse();

    [Theory]
    [InlineData("Acme GmbH & Co. KG", "acme-gmbh-co-kg")]
    [InlineData("__Hello__ 42!", "hello-42")]
    [InlineData("Müller & Söhne", "mueller-soehne")]
    [InlineData("ÄRZTE Straße", "aerzte-strasse")]
    [InlineData("Rødgrød på Ærø", "roedgroed-paa-aeroe")]
    [InlineData("Crème Brûlée Ñandú", "creme-brulee-nandu")]
    [InlineData("Škoda Łódź İzmir", "skoda-lodz-izmir")]
    [InlineData("Mu\u0308ller Cre\u0300me", "mueller-creme")]
    public void A_slug_resembles_its_name(string name, string slug) => OrgNames.Derive(name, unique: false).ShouldBe(slug);

    [Fact]
    public void Accents_are_taken_off_wherever_they_stand() => Gen.Char["àçéêëîïñóšúýžąęğłńőřťůż"].Array[1, 40].Sample(letters =>
    {
        var slug = OrgNames.Derive(new string(letters), unique: false);
        slug.Length.ShouldBe(letters.Length);
        slug.ShouldAllBe(c => c >= 'a' && c <= 'z');
    });

    [Fact]
    public void Every_name_gives_a_slug() => Gen.String.Sample(name => OrgSlug.IsValid(OrgNames.Derive(name, unique: false)).ShouldBeTrue(name));
}
