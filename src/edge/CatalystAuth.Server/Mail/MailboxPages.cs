using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CatalystAuth.Core.Mail;
using CatalystAuth.Server.Portal;

namespace CatalystAuth.Server.Mail;

/// <summary>How the local mailbox looks.</summary>
internal static partial class MailboxPages
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>All mails.</summary>
    public static string List(IReadOnlyList<LocalMail> mails)
    {
        var rows = new StringBuilder();
        foreach (var (at, mail) in mails)
        {
            rows.Append(
                $"""
                <li><a href="/mailbox/{mail.Id}"><span class="subject">{E(mail.Subject)}</span><span class="to">{E(mail.To.Address)}</span>{Time(at)}</a></li>

                """);
        }

        var content = mails.Count == 0
            ? """<div class="notice"><h2>No mail yet</h2><p>Sign up, invite somebody, or add an address to an account: what would go out by mail is here at once.</p></div>"""
            : $"<ol class=\"mails\" reversed>\n{rows}</ol>";
        return Page(
            "Mailbox",
            $"""
            <h1>Mailbox</h1>
            <p class="lead">No SMTP server is set, so mails stay on this machine: the last 200, in memory. Only a browser on this machine sees them.</p>
            {content}
            <p class="after"><a href="/mailbox">Look again</a> · <a href="/docs/settings">Settings</a> that send them: <code>Catalyst__Mail__…</code></p>
            """);
    }

    /// <summary>One mail.</summary>
    public static string One(LocalMail kept)
    {
        var mail = kept.Mail;
        return Page(
            mail.Subject,
            $"""
            <p class="back"><a href="/mailbox">← Mailbox</a></p>
            <h1 class="subject">{E(mail.Subject)}</h1>
            <p class="lead">To {E(mail.To.Name is null ? mail.To.Address : $"{mail.To.Name} <{mail.To.Address}>")} · {Time(kept.At)}</p>
            <iframe class="mail" src="/mailbox/{mail.Id}/html" title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>
            <h2>As plain text</h2>
            <pre class="mail-text">{WithLinks(mail.Text)}</pre>
            """);
    }

    private static string Page(string title, string main) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{E(title)} · Catalyst-Auth</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="{PortalAssets.Url("catalyst.css")}">
          <link rel="stylesheet" href="{PortalAssets.Url("portal.css")}">
        </head>
        <body data-layout="mailbox">
          <main>
            <a class="brand" href="/"><img src="/favicon.svg" alt="" width="36" height="36">Catalyst-Auth</a>
        {main}
          </main>
          <footer class="foot">Catalyst-Auth · Apache-2.0</footer>
        </body>
        </html>

        """;

    private static string Time(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"""<time datetime="{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}">{at.UtcDateTime:d MMM yyyy, HH:mm:ss} UTC</time>""");

    // Our own texts have each link on a line of its own.
    private static string WithLinks(string text)
    {
        var lines = text.Split('\n').Select(line => Url().IsMatch(line) ? $"<a href=\"{E(line)}\" rel=\"noopener\">{E(line)}</a>" : E(line));
        return string.Join('\n', lines);
    }

    private static string E(string text) => Encoder.Encode(text);

    [GeneratedRegex(@"^https?://\S+$")]
    private static partial Regex Url();
}
