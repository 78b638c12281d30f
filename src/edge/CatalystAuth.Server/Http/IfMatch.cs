using System.Globalization;
using System.Reflection;

namespace CatalystAuth.Server.Http;

/// <summary>The version in an <c>If-Match</c> header (RFC 9110 §13.1.1): one strong ETag, <c>*</c>, or none.</summary>
/// <param name="Version">The version; null when any will do.</param>
internal readonly record struct IfMatch(int? Version)
{
    public static string Format(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        var values = context.Request.Headers.IfMatch;
        if (values.Count == 0 || values is ["*"])
        {
            return ValueTask.FromResult(default(IfMatch));
        }

        return values is [{ Length: > 2 } tag] && tag[0] == '"' && tag[^1] == '"'
            && int.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ValueTask.FromResult(new IfMatch(version))
            : throw new BadHttpRequestException("If-Match is the ETag of the thing as it was read, e.g. \"3\".");
    }
}
