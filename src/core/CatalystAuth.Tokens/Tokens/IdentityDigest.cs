using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>
/// What binds the identity headers of an answer to its decision token: the SHA-256 of all the others, in their order, each as
/// <c>name:value</c> and a line feed, the name in lower case.
/// </summary>
public static class IdentityDigest
{
    /// <summary>The names of the headers that it is about, in its order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. IdentityHeaders.All.Where(name => name != IdentityHeaders.Decision)];

    /// <summary>The digest in base64url.</summary>
    /// <param name="values">The values as they are sent, in the order of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There are not as many values as names.</exception>
    public static string Of(IReadOnlyList<string> values)
    {
        if (values.Count != Names.Count)
        {
            throw new ArgumentException("A value for each header is needed.", nameof(values));
        }

        var text = new StringBuilder(1024);
        for (var i = 0; i < values.Count; i++)
        {
            text.Append(Names[i].ToLowerInvariant()).Append(':').Append(values[i]).Append('\n');
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
