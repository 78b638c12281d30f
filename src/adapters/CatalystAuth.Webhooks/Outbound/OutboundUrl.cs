using System.Net;
using CatalystAuth.Contracts.Outbound;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Webhooks.Outbound;

/// <summary>Judges the text of a URL, without asking anybody.</summary>
public static class OutboundUrl
{
    /// <summary>The longest URL.</summary>
    public const int MaxLength = 2048;

    private const int MaxHostLength = 253;
    private const string Localhost = "localhost";

    // Names that are not of the public DNS, or that only a private network answers.
    private static readonly string[] PrivateSuffixes =
    [
        ".corp", ".home", ".home.arpa", ".internal", ".intranet", ".invalid", ".lan", ".local", ".localdomain", ".localhost", ".onion",
        ".private", ".svc",
    ];

    private static readonly Error Blocked =
        new(OutboundErrorCodes.BlockedAddress, "The URL is of an address that can't be called. It has to be public.", ErrorKind.Invalid);

    /// <summary>The URL in its one form, or why it can't be called.</summary>
    public static Result<Uri> Check(string? text, OutboundOptions options)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return Invalid($"A URL of at most {MaxLength} characters is needed.");
        }

        // .NET would take a backslash for a slash, and pass over white space at the ends.
        if (text.AsSpan().ContainsAny('\\', '#') || text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            return Invalid("A URL has no fragment, backslash, white space or control character.");
        }

        if (!HasScheme(text, options) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return Invalid("An absolute https URL is needed.");
        }

        // Looked at in the text too: what one parser takes for a host is user information to another.
        var authority = AuthorityOf(text);
        if (url.UserInfo.Length > 0 || authority.ContainsAny('@', '%'))
        {
            return Invalid("A URL has no user information, and no percent sign in its host.");
        }

        var host = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (host.Length is 0 or > MaxHostLength || url.IdnHost.EndsWith("..", StringComparison.Ordinal))
        {
            return Invalid("The URL has no host.");
        }

        var verdict = IPAddress.TryParse(host, out var address) ? JudgeAddress(address, url, options) : JudgeName(host, url, options);
        return verdict is null ? Canonical(url, host) : verdict;
    }

    private static Error? JudgeAddress(IPAddress address, Uri url, OutboundOptions options) =>
        !options.Allows(address) ? Blocked
        : OutboundAddresses.IsLoopback(address) ? null
        : JudgePort(url, options);

    private static Error? JudgeName(string host, Uri url, OutboundOptions options)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns || !Ascii(host) || EndsWithNumber(host))
        {
            return Invalid("The host is not a name.");
        }

        if (host == Localhost)
        {
            return options.AllowLoopback ? null : Blocked;
        }

        return !host.Contains('.', StringComparison.Ordinal)
            || Array.Exists(PrivateSuffixes, suffix => host.EndsWith(suffix, StringComparison.Ordinal))
            ? Blocked
            : JudgePort(url, options);
    }

    private static Error? JudgePort(Uri url, OutboundOptions options) =>
        options.AllowsPort(url) ? null : Invalid($"Port {url.Port} can't be called.");

    private static bool HasScheme(string text, OutboundOptions options) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || (options.AllowHttp && text.StartsWith("http://", StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> AuthorityOf(string text)
    {
        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny('/', '?');
        return end < 0 ? rest : rest[..end];
    }

    // No top-level domain is a number, and resolvers read such a name as an address of some old spelling.
    private static bool EndsWithNumber(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        return !last.ContainsAnyExceptInRange('0', '9') || last.StartsWith("0x", StringComparison.Ordinal);
    }

    private static bool Ascii(string host) => host.All(char.IsAscii);

    private static Uri Canonical(Uri url, string host) => url.Host == host
        ? url
        : new UriBuilder(url.Scheme, host, url.IsDefaultPort ? -1 : url.Port) { Path = url.AbsolutePath, Query = url.Query }.Uri;

    private static Error Invalid(string message) => Error.Field(OutboundErrorCodes.InvalidUrl, "url", message);
}
