using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Tokens.Invitations;

/// <summary>
/// The text of an invitation's token: <c>ci_&lt;id&gt;_&lt;secret&gt;&lt;checksum&gt;</c>, of the same parts as <see cref="ApiKeyText"/>: the
/// 26 characters of the <see cref="InvitationId"/>, 32 base62 characters (190 bits) and six of checksum.
/// </summary>
public static class InvitationTokenText
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "ci_";

    private const int SecretLength = 32;
    private const int ChecksumLength = 6;
    private const int Length = 3 + TypeId.SuffixLength + 1 + SecretLength + ChecksumLength;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Base62Characters = SearchValues.Create(Base62);

    /// <summary>Makes the text of a new token.</summary>
    public static string Create(InvitationId id)
    {
        var body = Prefix + TypeId.FormatSuffix(id.Value) + "_" + RandomNumberGenerator.GetString(Base62, SecretLength);
        return body + ApiKeyText.Checksum(body);
    }

    /// <summary>Reads the id of a well-formed token; false for anything mistyped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InvitationId id)
    {
        id = default;
        if (text is not { Length: Length } || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var secretStart = Prefix.Length + TypeId.SuffixLength + 1;
        if (text[secretStart - 1] != '_'
            || text.AsSpan(secretStart).ContainsAnyExcept(Base62Characters)
            || !text.AsSpan(Length - ChecksumLength).SequenceEqual(ApiKeyText.Checksum(text.AsSpan(0, Length - ChecksumLength)))
            || !TypeId.TryParseSuffix(text.AsSpan(Prefix.Length, TypeId.SuffixLength), out var value))
        {
            return false;
        }

        id = new InvitationId(value);
        return true;
    }

    /// <summary>What is stored of a token; see <see cref="ApiKeyText.Hash"/>.</summary>
    public static byte[] Hash(string text) => ApiKeyText.Hash(text);

    /// <summary>Whether a text is the token that the hash was made of, in constant time.</summary>
    public static bool Matches(string text, ReadOnlySpan<byte> hash) => ApiKeyText.Matches(text, hash);
}
