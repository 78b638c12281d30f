using CatalystAuth.Server.Portal;

namespace CatalystAuth.Portal.Tests;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/orgs/acme?tab=1#members")]
    [InlineData("/a//b")]
    public void A_path_of_this_server_is_one(string path) => LocalPath.Read(path).ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/a\\b")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/a b")]
    [InlineData("/ä")]
    [InlineData("/\0")]
    [InlineData("https://evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("javascript:alert(1)")]
    public void Anything_else_is_none(string? path) => LocalPath.Read(path).ShouldBeNull();

    [Fact]
    public void One_that_is_too_long_is_none() => LocalPath.Read("/" + new string('a', 2000)).ShouldBeNull();
}
