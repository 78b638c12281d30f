namespace CatalystAuth.Portal.Tests;

/// <summary>The mailbox of the machine that the server runs on.</summary>
internal static class Mails
{
    /// <summary>The text of the last mail to an address, once there is one that holds something.</summary>
    public static async Task<string> ReadMailAsync(this Visitor visitor, string address, string holds = "")
    {
        var mailbox = await visitor.Context.NewPageAsync();
        var text = string.Empty;

        // It is queued, and is there in a moment.
        for (var look = 0; look < 50; look++)
        {
            await mailbox.GotoAsync("/mailbox");
            var mail = mailbox.Locator(".mails a").Filter(new() { HasText = address }).First;
            if (await mail.CountAsync() == 0)
            {
                continue;
            }

            await mail.ClickAsync();
            text = await mailbox.Locator("pre.mail-text").InnerTextAsync();
            if (text.Contains(holds, StringComparison.Ordinal))
            {
                break;
            }
        }

        await mailbox.CloseAsync();
        text.ShouldContain(holds);
        return text;
    }
}
