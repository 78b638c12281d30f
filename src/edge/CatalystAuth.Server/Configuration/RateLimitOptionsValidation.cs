using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.RateLimits;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the rate limits.</summary>
internal sealed class RateLimitOptionsValidation : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var problems = new List<string>();
        foreach (var (key, setting) in new[]
        {
            (nameof(options.Flows), options.Flows), (nameof(options.Tokens), options.Tokens),
            (nameof(options.Session), options.Session), (nameof(options.Key), options.Key),
        })
        {
            if (setting.Permits is < 0 or > RateLimit.MostPermits)
            {
                problems.Add($"Catalyst__RateLimits__{key}__Permits is {setting.Permits}; it is 1 to {RateLimit.MostPermits}, or 0 for no limit.");
            }

            if (setting.Window < RateLimit.ShortestWindow || setting.Window > RateLimit.LongestWindow)
            {
                problems.Add($"Catalyst__RateLimits__{key}__Window is {setting.Window}; it is a time from 1 second to 1 day, e.g. 00:01:00.");
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Checks how many wrong attempts are heard.</summary>
internal sealed class AttemptOptionsValidation : IValidateOptions<AttemptOptions>
{
    public ValidateOptionsResult Validate(string? name, AttemptOptions options)
    {
        var problems = new List<string>();
        Check(options.Free, 3, 100, nameof(options.Free));
        Check(options.FreePerAccount, 5, 1000, nameof(options.FreePerAccount));
        Check(options.FreePerNetwork, 5, 100_000, nameof(options.FreePerNetwork));
        Check(options.FreePerSubnet, 5, 1_000_000, nameof(options.FreePerSubnet));
        if (options.Wait < TimeSpan.FromSeconds(1) || options.Wait > TimeSpan.FromHours(1))
        {
            problems.Add($"Catalyst__Attempts__Wait is {options.Wait}; it is a time from 1 second to 1 hour.");
        }

        if (options.LongestWait < options.Wait || options.LongestWait > TimeSpan.FromDays(1))
        {
            problems.Add($"Catalyst__Attempts__LongestWait is {options.LongestWait}; it is a time from Catalyst__Attempts__Wait to 1 day.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(int value, int least, int most, string key)
        {
            if (value < least || value > most)
            {
                problems.Add($"Catalyst__Attempts__{key} is {value}; it is a number from {least} to {most}.");
            }
        }
    }
}
