using System.Net;
using BenchmarkDotNet.Attributes;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Benchmarks.Policies;

/// <summary>What asking a rule costs that lets the caller in, as on each warm request of forward-auth whose rule looks at the request.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RequirementBenchmarks
{
    private static readonly PolicySubject Subject = new()
    {
        Scopes = new HashSet<string>(["app:read", "app:write", "reports:read"], StringComparer.Ordinal),
        Labels = new HashSet<string>(["beta", "region:eu", "tier:gold"], StringComparer.Ordinal),
        Roles = new HashSet<string>(["member"], StringComparer.Ordinal),
        Groups = new HashSet<string>(["engineering", "engineering/backend"], StringComparer.Ordinal),
        OrgId = "org_1",
        OrgSlug = "acme",
        Amr = ["pwd", "mfa"],
        AuthenticatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly PolicyContext Context = new(IPAddress.Parse("10.1.2.3"), DateTimeOffset.UnixEpoch.AddMinutes(1));

    private static readonly Requirement Several = new Requirement.All(
    [
        new Requirement.Scope("app:read"),
        new Requirement.Any([new Requirement.Role("admin"), new Requirement.Group("ops"), new Requirement.Label("tier")]),
        new Requirement.Not(new Requirement.Label("blocked")),
        new Requirement.Ip("10.0.0.0/8"),
        new Requirement.Mfa(3600),
    ]);

    private readonly PolicyRule _scope = new(0, "/**", null, new Requirement.Scope("app:read"));
    private readonly PolicyRule _mixed = new(0, "/**", null, Several);

    private readonly PolicyRule _hours = new(0, "/**", new Requirement.Label("blocked"), new Requirement.Time(
        new() { After = new(0, 30), Before = new(18, 0), Days = [DayOfWeek.Thursday], Zone = "Europe/Berlin" }));

    private readonly PolicyRule _closed = new(0, "/**", new Requirement.Label("tier"), Several);

    /// <summary>One scope.</summary>
    [Benchmark]
    public bool OneScope() => _scope.Decide(Subject, Context).IsAllowed;

    /// <summary>Scope, role or group or label, a label's absence, address, second factor.</summary>
    [Benchmark]
    public bool Mixed() => _mixed.Decide(Subject, Context).IsAllowed;

    /// <summary>Hours in a zone, and a label that refuses.</summary>
    [Benchmark]
    public bool Hours() => _hours.Decide(Subject, Context).IsAllowed;

    /// <summary>A label that refuses and is there; this one says why.</summary>
    [Benchmark]
    public bool Refused() => _closed.Decide(Subject, Context).IsAllowed;

    /// <summary>Making a rule ready, as is done once for each version of an app.</summary>
    [Benchmark]
    public PolicyRule Compile() => new(0, "/**", null, Several);
}
