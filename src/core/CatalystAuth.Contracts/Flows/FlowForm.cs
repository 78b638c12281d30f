namespace CatalystAuth.Contracts.Flows;

/// <summary>A form that the browser is to post elsewhere.</summary>
/// <param name="Url">Where to; an address as <c>url</c> is.</param>
/// <param name="Fields">What is posted, by name.</param>
public sealed record FlowForm(string Url, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Without what is posted, so that no log can carry it.</summary>
    public override string ToString() => nameof(FlowForm);
}

/// <summary>Where a step may lead a browser.</summary>
public static class FlowLinks
{
    private const int MaxLength = 8192;

    /// <summary>
    /// Whether it is an absolute <c>https</c> URL without a user, or a path of the same server: one slash first, since browsers read <c>//</c> and <c>/\</c> as
    /// another host, and no spaces or control characters, which they leave out before they read.
    /// </summary>
    public static bool AreSafe(string? url) =>
        url is { Length: > 0 and <= MaxLength } && url.All(c => c is > ' ' and < '\x7f' and not '\\')
            && (url is ['/', ..]
                ? url is not ['/', '/', ..]
                : Uri.TryCreate(url, UriKind.Absolute, out var absolute)
                    && absolute.Scheme == Uri.UriSchemeHttps && absolute.UserInfo.Length == 0 && absolute.Host.Length > 0);
}
