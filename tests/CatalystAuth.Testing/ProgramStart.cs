using System.Diagnostics;

namespace CatalystAuth.Testing;

/// <summary>How a program is started.</summary>
/// <param name="Program">Its name or path.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ProgramStart(string Program, params IReadOnlyList<string> Arguments)
{
    // What the machine has set must not decide a test.
    private static readonly string[] NotInherited =
        ["Catalyst__", "ConnectionStrings__", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "AllowedHosts", "PG", "XDG_"];

    private static readonly string[] ProxyVariables = ["http_proxy", "https_proxy", "all_proxy", "ftp_proxy"];

    /// <summary>Variables to set besides those it inherits; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where it runs; null for here.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The user it runs as; null for this one. Only root can choose.</summary>
    public string? User { get; init; }

    /// <summary>The signal it gets when this process dies.</summary>
    public string DeathSignal { get; init; } = "KILL";

    internal ProcessStartInfo ToStartInfo()
    {
        var info = new ProcessStartInfo("setpriv")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory ?? string.Empty,
        };
        info.ArgumentList.Add("--pdeathsig");
        info.ArgumentList.Add(DeathSignal);
        if (User is not null)
        {
            info.ArgumentList.Add($"--reuid={User}");
            info.ArgumentList.Add($"--regid={User}");
            info.ArgumentList.Add("--init-groups");
        }

        info.ArgumentList.Add("--");
        info.ArgumentList.Add(Program);
        foreach (var argument in Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var name in info.Environment.Keys.Where(IsNotInherited).ToArray())
        {
            info.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static bool IsNotInherited(string name) =>
        NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        || ProxyVariables.Contains(name, StringComparer.OrdinalIgnoreCase);
}
