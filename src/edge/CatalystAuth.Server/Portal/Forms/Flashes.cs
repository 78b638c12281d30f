using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>
/// Carries a <see cref="Flash"/> over a redirect in a sealed cookie, so that any node can serve the page that follows. It is read once.
/// </summary>
internal sealed class Flashes(ISecretProtector protector, TimeProvider time)
{
    private const string Cookie = "__Host-catalyst_flash";
    private const string Purpose = "portal.flash";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // What browsers keep of a cookie, with its name and attributes, is 4096 bytes.
    private const int MaxLength = 3800;

    private static readonly CookieOptions Options = new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        IsEssential = true,
    };

    /// <summary>Leaves it for the page that follows.</summary>
    public void Leave(HttpContext context, Flash flash)
    {
        var text = Seal(flash);
        if (text.Length > MaxLength)
        {
            // Rather the errors alone than nothing.
            text = Seal(flash with { Values = Flash.None.Values });
        }

        context.Response.Cookies.Append(Cookie, text, Options);
    }

    /// <summary>What was left for this page; the browser forgets it.</summary>
    public Flash Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and <= 2 * MaxLength } text || Open(text) is not { } kept
            || kept.Flash.Path != context.Request.Path.Value)
        {
            return Flash.None;
        }

        context.Response.Cookies.Delete(Cookie, Options);
        return kept.Until > time.GetUtcNow() ? kept.Flash : Flash.None;
    }

    private string Seal(Flash flash) => Base64Url.EncodeToString(protector.Protect(
        Purpose, JsonSerializer.SerializeToUtf8Bytes(new KeptFlash(flash, time.GetUtcNow() + Lifetime), FlashJsonContext.Default.KeptFlash)));

    private KeptFlash? Open(string text) =>
        Base64Url.IsValid(text) && protector.TryUnprotect(Purpose, Base64Url.DecodeFromChars(text), out var json)
            ? JsonSerializer.Deserialize(json, FlashJsonContext.Default.KeptFlash)
            : null;
}

/// <summary>A flash and until when it is good.</summary>
internal sealed record KeptFlash(Flash Flash, DateTimeOffset Until);

[JsonSerializable(typeof(KeptFlash))]
internal sealed partial class FlashJsonContext : JsonSerializerContext;
