using CatalystAuth.Core.Factors;
using QRCoder;

namespace CatalystAuth.Server.Factors;

/// <summary>QR codes as SVG, black on white whatever is around them: not every camera reads them the other way.</summary>
internal sealed class SvgQrCode : IQrCode
{
    private const int PixelsPerModule = 4;

    public string ToSvg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
