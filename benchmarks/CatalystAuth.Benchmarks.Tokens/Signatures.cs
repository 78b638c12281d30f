using System.Diagnostics;
using System.Security.Cryptography;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>What all cores can sign when they do nothing else: RS256 with a key of 2048 bits, over as much as an access token has.</summary>
internal static class Signatures
{
    private const int TokenBytes = 900;

    public static double PerSecond(TimeSpan duration)
    {
        var counts = new long[Environment.ProcessorCount];
        var threads = Enumerable.Range(0, counts.Length).Select(n => new Thread(() => counts[n] = Sign(duration))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return counts.Sum() / duration.TotalSeconds;
    }

    private static long Sign(TimeSpan duration)
    {
        using var rsa = RSA.Create(2048);
        var text = new byte[TokenBytes];
        var count = 0L;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration; count++)
        {
            rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return count;
    }
}
