using CatalystAuth.Core.Apps;
using CsCheck;

namespace CatalystAuth.Core.Tests.Apps;

public sealed class CanonicalPathTests
{
    private static readonly Gen<string> Nasty = Gen.OneOfConst(
        "/", "//", ".", "..", "%2e", "%2E", "%2f", "%5c", "%25", "%00", "%0a", "%c0%af", "%3b", ";", "public", "secret", "A", "%41", "%7e", "?", "%3F",
        "#", "\\", " ", "%", "%zz", "é", "%C3%A9", ",", "@", ":").List[1, 8].Select(parts => "/" + string.Concat(parts));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/a?b=/../c", "/a")]
    [InlineData("/%61%2d%7E", "/a-~")]
    [InlineData("/ada%40example.com", "/ada@example.com")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a.b/.well-known/x", "/a.b/.well-known/x")]
    [InlineData("/report?ids=1,2", "/report")]
    public void A_plain_path_has_one_form(string uri, string path)
    {
        CanonicalPath.TryRead(uri, out var canonical).ShouldBeTrue();

        canonical.Value.ToString().ShouldBe(path);
        canonical.IsAmbiguous.ShouldBeFalse();
    }

    [Theory]
    [InlineData("/public/../secret", "/secret")]
    [InlineData("/public/%2e%2e/secret", "/secret")]
    [InlineData("/public/%2E./secret", "/secret")]
    [InlineData("/public/./x", "/public/x")]
    [InlineData("/../../secret", "/secret")]
    [InlineData("/public/..", "/")]
    [InlineData("/public/..%2fsecret", "/public/..%2Fsecret")]
    [InlineData("/public%2f..%2fsecret", "/public%2F..%2Fsecret")]
    [InlineData("/public%5c..%5csecret", "/public%5C..%5Csecret")]
    [InlineData("/public/%252e%252e/secret", "/public/%252e%252e/secret")]
    [InlineData("/public/..;/secret", "/public/..;/secret")]
    [InlineData("/public;x=1/secret", "/public;x=1/secret")]
    [InlineData("/public%3bx", "/public%3Bx")]
    [InlineData("/public%3fx", "/public%3Fx")]
    [InlineData("/public%23x", "/public%23x")]
    [InlineData("//secret", "/secret")]
    [InlineData("/public//../secret", "/secret")]
    [InlineData("/a|b", "/a|b")]
    public void A_path_that_parsers_read_differently_is_ambiguous(string uri, string path)
    {
        CanonicalPath.TryRead(uri, out var canonical).ShouldBeTrue();

        canonical.IsAmbiguous.ShouldBeTrue();
        canonical.Value.ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("?a")]
    [InlineData("http://app.localhost/secret")]
    [InlineData("@evil.example.com/")]
    [InlineData("*")]
    [InlineData("/a#/../public")]
    [InlineData("/a?b#c")]
    [InlineData("/public\\..\\secret")]
    [InlineData("/a%00")]
    [InlineData("/a%0d%0aX: y")]
    [InlineData("/a%7f")]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/a?b c")]
    [InlineData("/é")]
    [InlineData("/%")]
    [InlineData("/%4")]
    [InlineData("/%zz")]
    [InlineData("/%u002e")]
    [InlineData("/%c0%af")]
    [InlineData("/%c0%ae%c0%ae/secret")]
    [InlineData("/%ff")]
    public void What_is_no_path_is_refused(string uri) => CanonicalPath.TryRead(uri, out _).ShouldBeFalse();

    [Fact]
    public void What_does_not_begin_with_a_slash_is_refused_and_no_text_makes_it_throw() => Gen.String.Sample(text =>
        (text.StartsWith('/') || !CanonicalPath.TryRead(text, out _)).ShouldBeTrue());

    [Fact]
    public void The_canonical_form_of_a_canonical_path_is_itself() => Nasty.Sample(uri =>
    {
        if (CanonicalPath.TryRead(uri, out var once) && !once.IsAmbiguous)
        {
            CanonicalPath.TryRead(once.Value.ToString(), out var twice).ShouldBeTrue();
            twice.IsAmbiguous.ShouldBeFalse();
            twice.Value.ToString().ShouldBe(once.Value.ToString());
        }
    });

    [Fact]
    public void A_path_that_is_not_ambiguous_holds_nothing_that_parsers_disagree_about() => Nasty.Sample(uri =>
    {
        if (CanonicalPath.TryRead(uri, out var path) && !path.IsAmbiguous)
        {
            var text = path.Value.ToString();
            text.Split('/').ShouldNotContain("..");
            text.Split('/').ShouldNotContain(".");
            foreach (var piece in new[] { "//", "%2F", "%5C", "%25", "%3B", "%2E", ";", "\\", "#", "?", "%00" })
            {
                text.ShouldNotContain(piece, Case.Insensitive);
            }
        }
    });
}
