using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CatalystAuth.Server.Tokens;

/// <summary>
/// The credentials of a client at the token endpoint (RFC 6749 §2.3.1): by HTTP Basic, or <c>client_id</c> and <c>client_secret</c> in the
/// form, never both.
/// </summary>
/// <param name="Id">Who the client says it is.</param>
/// <param name="Secret">What it proves it with.</param>
/// <param name="ByHeader">Whether both came in the <c>Authorization</c> header, so that a refusal names the scheme.</param>
internal sealed record ClientAuthentication(string Id, string Secret, bool ByHeader)
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 1024;

    /// <summary>Reads them; false with what is wrong, and null when there are none.</summary>
    public static bool TryRead(HttpRequest request, OAuthForm form, [NotNullWhen(true)] out ClientAuthentication? client, out string? fault)
    {
        (client, fault) = (null, null);
        string? id = form["client_id"];
        string? secret = form["client_secret"];
        var header = request.Headers.Authorization;
        if (header.Count > 0)
        {
            if (secret is { Length: > 0 })
            {
                fault = "The client's credentials come in the Authorization header or in the form, not in both.";
                return false;
            }

            client = header is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Decode(value[Scheme.Length..]) : null;
            if (client is not null && id is { Length: > 0 } && id != client.Id)
            {
                (client, fault) = (null, "The client_id in the form is another than that in the Authorization header.");
            }

            return client is not null;
        }

        client = id is { Length: > 0 } && secret is { Length: > 0 } ? new(id, secret, ByHeader: false) : null;
        return client is not null;
    }

    /// <summary>Without the secret, so that no log can carry it.</summary>
    public override string ToString() => $"ClientAuthentication {{ Id = {Id} }}";

    private static ClientAuthentication? Decode(string credentials)
    {
        var bytes = new byte[MaxLength];
        if (credentials.Length > MaxLength || !Convert.TryFromBase64String(credentials, bytes, out var length))
        {
            return null;
        }

        // Both parts are form-encoded before they are joined.
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? new(FormDecode(text[..colon]), FormDecode(text[(colon + 1)..]), ByHeader: true) : null;
    }

    private static string FormDecode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
