using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>
/// Writes a mail as HTML for mail programs: tables and inline styles, as many know nothing else; the style sheet adds the dark colours and
/// the small screen where it is read.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
    private const string Mono = "font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace";

    private const string Style =
        """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        body { margin: 0; padding: 0; }
        a { text-decoration: underline; }
        @media (max-width: 600px) {
          .ground { padding: 16px 8px !important; }
          .card { padding: 28px 20px !important; }
          .code { font-size: 28px !important; letter-spacing: 4px !important; }
          .button a { display: block !important; text-align: center !important; }
        }
        @media (prefers-color-scheme: dark) {
          body, .ground { background: #0e1018 !important; }
          .paper { background: #171a25 !important; border-right-color: #2a2e3d !important; border-bottom-color: #2a2e3d !important; border-left-color: #2a2e3d !important; }
          .ink { color: #eceef6 !important; }
          .muted { color: #a0a6ba !important; }
          .line { border-color: #2a2e3d !important; }
          .soft { background: #0e1018 !important; border-color: #2a2e3d !important; }
        }
        """;

    // Behind the preview, so that lists of mails do not go on with the text.
    private const string Filler = "&#847;&zwnj;&nbsp;";
    private const int Fillers = 60;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(MailBody body, MailTexts texts, MailBrand brand, string? name)
    {
        var html = new StringBuilder();
        html.Append(
            $"""
            <!doctype html>
            <html lang="{E(texts.Language)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
            <title>{E(body.Subject)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body style="margin:0;padding:0;background:#f6f7fb">
            <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{E(body.Preview)}{string.Concat(Enumerable.Repeat(Filler, Fillers))}</div>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed">
            <tr><td class="ground" align="center" style="background:#f6f7fb;padding:40px 16px;word-break:break-word">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;table-layout:fixed">
            <tr><td class="ink" align="left" style="padding:0 4px 20px;{Font};font-size:17px;line-height:24px;font-weight:650;color:#14161f">{Head(brand)}</td></tr>
            <tr><td class="paper card" align="left" style="background:#ffffff;border:1px solid #e3e5ee;border-top:4px solid {E(brand.Color)};border-radius:14px;padding:36px">
            <h1 class="ink" style="margin:0 0 16px;{Font};font-size:24px;line-height:31px;font-weight:700;letter-spacing:-.3px;color:#14161f">{E(body.Heading)}</h1>

            """);
        Paragraph(html, texts.Greet(name));
        foreach (var part in body.Parts)
        {
            Write(html, part, texts, brand);
        }

        html.Append(
            $"""
            </td></tr>
            <tr><td class="muted" align="left" style="padding:20px 4px 0;{Font};font-size:13px;line-height:19px;color:#5b6072">{E(texts.Footer(brand))}</td></tr>
            </table>
            </td></tr>
            </table>
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static void Write(StringBuilder html, MailPart part, MailTexts texts, MailBrand brand)
    {
        switch (part)
        {
            case MailPart.Words words:
                Paragraph(html, words.Text);
                break;
            case MailPart.Code code:
                html.Append(
                    $"""
                    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr>
                    <td class="soft ink code" align="center" style="background:#f6f7fb;border:1px solid #e3e5ee;border-radius:10px;padding:18px 8px;{Mono};font-size:32px;line-height:40px;font-weight:700;letter-spacing:6px;color:#14161f">{E(code.Value)}</td>
                    </tr></table>

                    """);
                break;
            case MailPart.Button button:
                html.Append(
                    $"""
                    <table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0" style="margin:18px 0 16px"><tr>
                    <td align="center" style="background:{E(brand.Color)};border-radius:9px"><a href="{E(button.Url)}" target="_blank" rel="noopener" style="display:inline-block;padding:13px 26px;{Font};font-size:16px;line-height:22px;font-weight:650;color:{E(brand.OnColor)};text-decoration:none">{E(button.Label)}</a></td>
                    </tr></table>
                    <p class="muted" style="margin:0 0 20px;{Font};font-size:13px;line-height:19px;color:#5b6072">{E(texts.LinkHint)}<br><a class="muted" href="{E(button.Url)}" target="_blank" rel="noopener" style="color:#5b6072;word-break:break-all">{E(button.Url)}</a></p>

                    """);
                break;
            case MailPart.Link link:
                html.Append(
                    $"""
                    <p style="margin:0 0 20px;{Font};font-size:16px;line-height:25px"><a class="ink" href="{E(link.Url)}" target="_blank" rel="noopener" style="color:#14161f">{E(link.Label)}</a></p>

                    """);
                break;
            case MailPart.Facts facts:
                html.Append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 20px\">\n");
                foreach (var (rowName, value) in facts.Rows)
                {
                    html.Append(
                        $"""
                        <tr><td class="muted" valign="top" style="padding:3px 20px 3px 0;{Font};font-size:15px;line-height:22px;color:#5b6072">{E(rowName)}</td><td class="ink" valign="top" style="padding:3px 0;{Font};font-size:15px;line-height:22px;color:#14161f">{E(value)}</td></tr>

                        """);
                }

                html.Append("</table>\n");
                break;
            case MailPart.Caution caution:
                html.Append(
                    $"""
                    <p class="muted line" style="margin:4px 0 0;padding:18px 0 0;border-top:1px solid #e3e5ee;{Font};font-size:14px;line-height:21px;color:#5b6072"><strong class="ink" style="color:#14161f">{E(caution.Question)}</strong> {E(caution.Answer)}</p>

                    """);
                break;
            default:
                throw new InvalidOperationException($"There is no HTML for {part.GetType().Name}.");
        }
    }

    private static void Paragraph(StringBuilder html, string text) => html.Append(
        $"""
        <p class="ink" style="margin:0 0 18px;{Font};font-size:16px;line-height:25px;color:#14161f">{E(text)}</p>

        """);

    private static string Head(MailBrand brand) => brand.LogoUrl is { } logo
        ? $"""<img src="{E(logo)}" alt="{E(brand.Name)}" height="36" style="display:block;height:36px;max-width:220px;border:0">"""
        : E(brand.Name);

    private static string E(string? text) => text is null ? string.Empty : Encoder.Encode(text);
}
