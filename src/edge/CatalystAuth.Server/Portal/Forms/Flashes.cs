using System.Text.Json;
using System.Text.Json.Serialization;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>Carries a <see cref="Flash"/> over a redirect. It is read once.</summary>
internal sealed class Flashes(SealedCookies cookies)
{
    private const string Cookie = "__Host-catalyst_flash";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    /// <summary>Leaves it for the page that follows.</summary>
    public void Leave(HttpContext context, Flash flash)
    {
        if (!TryLeave(context, flash))
        {
            // Rather what was wrong alone than nothing.
            TryLeave(context, flash with { Values = Flash.None.Values });
        }
    }

    /// <summary>What was left for this page; the browser forgets it.</summary>
    public Flash Take(HttpContext context)
    {
        if (cookies.Read(context, Cookie) is not { } text
            || JsonSerializer.Deserialize(text, FlashJsonContext.Default.Flash) is not { } flash || flash.Path != context.Request.Path.Value)
        {
            return Flash.None;
        }

        SealedCookies.Forget(context, Cookie);
        return flash;
    }

    private bool TryLeave(HttpContext context, Flash flash) =>
        cookies.TryWrite(context, Cookie, JsonSerializer.Serialize(flash, FlashJsonContext.Default.Flash), Life);
}

[JsonSerializable(typeof(Flash))]
internal sealed partial class FlashJsonContext : JsonSerializerContext;
