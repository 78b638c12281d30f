using System.Buffers.Text;
using System.Text;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Server.Portal.Forms;

/// <summary>What the server leaves with a browser between two pages, and nobody else can read or make. Any node can.</summary>
internal sealed class SealedCookies(ISecretProtector protector)
{
    // What browsers keep of a cookie, with its name and attributes, is 4096 bytes.
    private const int MaxLength = 3800;

    /// <summary>Leaves a text; false when it is too long.</summary>
    public bool TryWrite(HttpContext context, string name, string text, TimeSpan life)
    {
        var value = Base64Url.EncodeToString(protector.Protect(PurposeOf(name), Encoding.UTF8.GetBytes(text)));
        if (value.Length > MaxLength)
        {
            return false;
        }

        context.Response.Cookies.Append(name, value, Options(life));
        return true;
    }

    /// <summary>What was left; null when there is nothing, or it is not of here.</summary>
    public string? Read(HttpContext context, string name) =>
        context.Request.Cookies[name] is { Length: > 0 and <= MaxLength } value && Base64Url.IsValid(value)
            && protector.TryUnprotect(PurposeOf(name), Base64Url.DecodeFromChars(value), out var text)
            ? Encoding.UTF8.GetString(text)
            : null;

    /// <summary>Has the browser forget it.</summary>
    public static void Forget(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(life: null));

    // One cookie's value is no other's.
    private static string PurposeOf(string name) => $"portal.{name}";

    private static CookieOptions Options(TimeSpan? life) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        MaxAge = life,
    };
}
