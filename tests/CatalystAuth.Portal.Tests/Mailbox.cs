using System.Text.RegularExpressions;

namespace CatalystAuth.Portal.Tests;

/// <summary>The local mailbox, as somebody reads it in another tab.</summary>
internal static partial class Mailbox
{
    private const int MostLooks = 100;

    /// <summary>The link to sign in of a mail to an address.</summary>
    public static Task<string> LinkAsync(Visitor visitor, string address) => FindAsync(visitor, address, text => Link().Match(text).Value);

    /// <summary>The code of a mail to an address, which stands on a line of its own.</summary>
    /// <param name="visitor">Who reads.</param>
    /// <param name="address">The address.</param>
    /// <param name="butNot">The code of an older mail.</param>
    public static Task<string> CodeAsync(Visitor visitor, string address, string? butNot = null) =>
        FindAsync(visitor, address, text => CodeOf(text) is var code && code != butNot ? code : string.Empty);

    /// <summary>Where the newest mail to an address is shown as mail programs show it. It is queued, and is there in a moment.</summary>
    public static async Task<string> HtmlAsync(Visitor visitor, string address)
    {
        var page = await visitor.Context.NewPageAsync();
        for (var look = 0; look < MostLooks; look++)
        {
            await page.GotoAsync("/mailbox");
            var mail = page.Locator(".mails a").Filter(new() { HasText = address }).First;
            if (await mail.CountAsync() > 0)
            {
                await mail.ClickAsync();
                var html = await page.Locator("iframe").GetAttributeAsync("src");
                await page.CloseAsync();
                return html!;
            }
        }

        throw new InvalidOperationException($"No mail came to {address}.");
    }

    /// <summary>The code in a text; nothing when there is none.</summary>
    public static string CodeOf(string text) => Code().Match(text).Groups[1].Value;

    /// <summary>What is looked for in the mails to an address, the newest first. They are queued, and are there in a moment.</summary>
    public static async Task<string> FindAsync(Visitor visitor, string address, Func<string, string> find)
    {
        var page = await visitor.Context.NewPageAsync();
        for (var look = 0; look < MostLooks; look++)
        {
            await page.GotoAsync("/mailbox");
            var mails = await page.Locator(".mails a").Filter(new() { HasText = address }).EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
            foreach (var mail in mails)
            {
                await page.GotoAsync(mail);
                if (find(await page.Locator("pre.mail-text").InnerTextAsync()) is { Length: > 0 } found)
                {
                    await page.CloseAsync();
                    return found;
                }
            }
        }

        throw new InvalidOperationException($"No such mail came to {address}.");
    }

    [GeneratedRegex(@"https?://\S+/(?:sign-in|recovery)/link\?\S+")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\s*(\d{6,10})\s*$", RegexOptions.Multiline)]
    private static partial Regex Code();
}
