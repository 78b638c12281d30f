using System.Globalization;
using System.Text;

namespace CatalystAuth.Testing;

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status; 0 when the server closed without a word.</param>
/// <param name="Headers">The headers in their order, repeated ones too.</param>
/// <param name="Body">The body, read as Latin-1.</param>
public sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>All values of a header.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>Reads an answer; null while it is not complete.</summary>
    internal static RawAnswer? Parse(byte[] received, bool isWhole)
    {
        var text = Encoding.Latin1.GetString(received);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return isWhole ? new RawAnswer(0, [], text) : null;
        }

        var lines = text[..end].Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Select(parts => (parts[0].Trim(), parts[1].Trim())).ToArray();
        var answer = new RawAnswer(status, headers, string.Empty);
        var body = text[(end + 4)..];

        if (answer.Values("Transfer-Encoding").Contains("chunked", StringComparer.OrdinalIgnoreCase))
        {
            return body.EndsWith("0\r\n\r\n", StringComparison.Ordinal) || isWhole ? answer with { Body = Dechunk(body) } : null;
        }

        var isComplete = answer.Values("Content-Length") is [var length]
            ? body.Length >= int.Parse(length, CultureInfo.InvariantCulture)
            : status is 204 or 304;
        return isComplete || isWhole ? answer with { Body = body } : null;
    }

    private static string Dechunk(string body)
    {
        var whole = new StringBuilder();
        var at = 0;
        while (body.IndexOf("\r\n", at, StringComparison.Ordinal) is var end && end > at
            && int.TryParse(body.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) && length > 0)
        {
            whole.Append(body.AsSpan(end + 2, Math.Min(length, body.Length - end - 2)));
            at = Math.Min(end + 2 + length + 2, body.Length);
        }

        return whole.ToString();
    }
}
