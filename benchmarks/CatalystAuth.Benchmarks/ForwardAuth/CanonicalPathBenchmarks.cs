using BenchmarkDotNet.Attributes;
using CatalystAuth.Core.Apps;

namespace CatalystAuth.Benchmarks.ForwardAuth;

/// <summary>Bringing a request's path into its one form.</summary>
[MemoryDiagnoser]
public class CanonicalPathBenchmarks
{
    /// <summary>As nearly all are, with an escape that needs decoding, and one that tries something.</summary>
    [Params("/api/reports/2026/11?page=2", "/files/annual%20report%2D2026.pdf", "/public/%2e%2e/admin/../secret")]
    public string Uri { get; set; } = string.Empty;

    [Benchmark]
    public bool Read() => CanonicalPath.TryRead(Uri, out _);
}
