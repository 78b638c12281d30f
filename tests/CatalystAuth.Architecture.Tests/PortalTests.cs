using System.Text.RegularExpressions;

namespace CatalystAuth.Architecture.Tests;

/// <summary>The portal is made of the components that others get too.</summary>
public sealed class PortalTests
{
    [Theory]
    [InlineData("SignIn")]
    [InlineData("SignUp")]
    [InlineData("MagicLink")]
    [InlineData("TwoFactor")]
    [InlineData("PasskeySetup")]
    [InlineData("Recovery")]
    [InlineData("UserProfileForm")]
    [InlineData("SessionList")]
    [InlineData("OrgSwitcher")]
    [InlineData("CreateApiKey")]
    [InlineData("KeyList")]
    [InlineData("Gate")]
    [InlineData("SignedIn")]
    [InlineData("SignedOut")]
    public void Each_component_stands_on_a_page(string component)
    {
        var tag = new Regex($@"<{component}[\s>]", RegexOptions.None, TimeSpan.FromSeconds(1));

        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/edge/CatalystAuth.Server/Portal"), "*.razor", SearchOption.AllDirectories)
            .ShouldContain(page => tag.IsMatch(File.ReadAllText(page)));
    }
}
