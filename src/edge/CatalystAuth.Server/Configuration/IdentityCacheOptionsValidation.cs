using CatalystAuth.Core.EffectiveIdentity;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of the cache of effective identities.</summary>
internal sealed class IdentityCacheOptionsValidation : IValidateOptions<IdentityCacheOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, IdentityCacheOptions options)
    {
        var problems = new List<string>();
        Check(problems, nameof(options.Lifetime), options.Lifetime);
        Check(problems, nameof(options.SharedLifetime), options.SharedLifetime);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string name, TimeSpan value)
    {
        if (value != TimeSpan.Zero && (value < Least || value > Most))
        {
            problems.Add($"Catalyst__IdentityCache__{name} is {value}; it is a time from {Least} to {Most}, or zero.");
        }
    }
}
