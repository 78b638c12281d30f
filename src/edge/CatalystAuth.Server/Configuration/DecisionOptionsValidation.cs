using CatalystAuth.Core.Decisions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of decisions.</summary>
internal sealed class DecisionOptionsValidation : IValidateOptions<DecisionOptions>
{
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

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
