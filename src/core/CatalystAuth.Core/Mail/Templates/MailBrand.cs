using System.Globalization;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Who a mail is from, for the eye.</summary>
/// <param name="Name">The name.</param>
/// <param name="Product">The product's, when that is another one.</param>
/// <param name="LogoUrl">A picture; null to write the name.</param>
/// <param name="Color">Of what stands out: <c>#rrggbb</c>.</param>
internal sealed record MailBrand(string Name, string? Product, string? LogoUrl, string Color)
{
    private const string OwnColor = "#5b3df5";

    /// <summary>Where accounts are: an organisation has members.</summary>
    public string Home => Product ?? Name;

    /// <summary>What can be read on <see cref="Color"/>: by whichever has more contrast (WCAG 2.2, 1.4.3).</summary>
    public string OnColor
    {
        get
        {
            var luminance = Luminance(Color);
            return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#14161f";
        }
    }

    public static MailBrand OfProduct(string name) => new(name, Product: null, LogoUrl: null, OwnColor);

    public static MailBrand Of(Organisation org, OrgProfileEntry? entry, string product)
    {
        var colors = OrgProfileEntry.Read(entry, org).Colors;
        var logo = org.LogoUrl?.StartsWith("https://", StringComparison.Ordinal) == true ? org.LogoUrl : null;
        return new(PlainWords.Of(org.Name), product, logo, colors?.Primary ?? colors?.Accent ?? OwnColor);
    }

    private static double Luminance(string color) =>
        (0.2126 * Linear(color[1..3])) + (0.7152 * Linear(color[3..5])) + (0.0722 * Linear(color[5..7]));

    private static double Linear(string hex)
    {
        var share = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
