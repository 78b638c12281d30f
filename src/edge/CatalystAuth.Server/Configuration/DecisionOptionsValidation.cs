using CatalystAuth.Core.Decisions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of decisions.</summary>
internal sealed class DecisionOptionsValidation : IValidateOptions<DecisionOptions>
{
    private const int LeastQueue = 16;
    private const int MostQueue = 100_000;

    private static readonly TimeSpan Least = TimeSpan.FromDays(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, DecisionOptions options)
    {
        var problems = new List<string>();
        if (options.Retention < Least || options.Retention > Most)
        {
            problems.Add($"Catalyst__Decisions__Retention is {options.Retention}; it is a time from 1 to 3650 days, e.g. 90.00:00:00.");
        }

        if (!Enum.IsDefined(options.Events))
        {
            problems.Add($"Catalyst__Decisions__Events is {options.Events}; it is off, denials or all.");
        }

        if (!Enum.IsDefined(options.Allows))
        {
            problems.Add($"Catalyst__Decisions__Allows is {options.Allows}; it is all, sampled or none.");
        }

        if (options.AllowSampleRate is not (>= 0 and <= 1))
        {
            problems.Add($"Catalyst__Decisions__AllowSampleRate is {options.AllowSampleRate}; it is a number from 0 to 1, e.g. 0.1.");
        }

        if (options.QueueSize is < LeastQueue or > MostQueue)
        {
            problems.Add($"Catalyst__Decisions__QueueSize is {options.QueueSize}; it is a number from {LeastQueue} to {MostQueue}.");
        }

        if (!Enum.IsDefined(options.WhenFull))
        {
            problems.Add($"Catalyst__Decisions__WhenFull is {options.WhenFull}; it is dropAllows, deny or drop.");
        }

        if (options is { WhenFull: WhenDecisionsAreFull.Deny, Allows: not RecordedAllows.All })
        {
            problems.Add("Catalyst__Decisions__WhenFull is deny, that nobody is let in without a record; that needs Catalyst__Decisions__Allows to be all.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
