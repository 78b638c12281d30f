using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>
/// A file of the operator's with hashes of passwords that are known to others: lines of a SHA-1 in capital hexadecimal digits, a colon and a
/// number, by the hash, as Pwned Passwords are downloaded. It may be larger than memory: a look reads some forty places of it.
/// </summary>
internal static class BreachedPasswordsFile
{
    private const int HashLength = 40;
    private const int LongestLine = 64;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>What is wrong with a file; null when it can be used.</summary>
    public static string? ProblemWith(string path)
    {
        if (!File.Exists(path))
        {
            return "is not there";
        }

        try
        {
            using var file = Open(path);
            return HashFrom(file, 0) is null ? "does not begin with a line like 000000005AD76BD555C1D6D771DE417A4B87E4B4:10" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "can't be read";
        }
    }

    /// <summary>Whether a password is in it.</summary>
    public static bool Contains(string path, string password)
    {
        var wanted = Sha1Of(password);
        using var file = Open(path);
        var (low, high) = (0L, RandomAccess.GetLength(file));
        while (low < high)
        {
            // The first line that begins at the middle or behind it.
            var middle = low + ((high - low) / 2);
            var start = LineFrom(file, middle);
            if (start >= high || HashFrom(file, start) is not { } hash)
            {
                high = middle;
                continue;
            }

            var order = string.CompareOrdinal(wanted, hash);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (low, middle) : (start + HashLength, high);
        }

        return false;
    }

    private static SafeFileHandle Open(string path) => File.OpenHandle(path, options: FileOptions.RandomAccess);

    // A line begins at the start of the file and behind each line feed.
    private static long LineFrom(SafeFileHandle file, long offset)
    {
        if (offset == 0)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[LongestLine];
        var read = RandomAccess.Read(file, bytes, offset - 1);
        var feed = bytes[..read].IndexOf((byte)'\n');
        return feed < 0 ? long.MaxValue : offset + feed;
    }

    private static string? HashFrom(SafeFileHandle file, long offset)
    {
        Span<byte> bytes = stackalloc byte[HashLength + 1];
        return RandomAccess.Read(file, bytes, offset) == bytes.Length && bytes[HashLength] == ':' && !bytes[..HashLength].ContainsAnyExcept(HexDigits)
            ? Encoding.ASCII.GetString(bytes[..HashLength])
            : null;
    }

    // What the file has; nothing rests on its strength.
#pragma warning disable CA5350
    private static string Sha1Of(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
