using CatalystAuth.Core.Events;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of events.</summary>
internal sealed class EventOptionsValidation : IValidateOptions<EventOptions>
{
    private const int MostStreams = 100_000;

    private static readonly TimeSpan LeastRetention = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostRetention = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, EventOptions options)
    {
        var problems = new List<string>();
        if (options.Retention < LeastRetention || options.Retention > MostRetention)
        {
            problems.Add($"Catalyst__Events__Retention is {options.Retention}; it is a time from 1 to 3650 days, e.g. 90.00:00:00.");
        }

        CheckStreams("MaxStreams", options.MaxStreams);
        CheckStreams("MaxStreamsPerOrg", options.MaxStreamsPerOrg);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void CheckStreams(string key, int value)
        {
            if (value is < 0 or > MostStreams)
            {
                problems.Add($"Catalyst__Events__{key} is {value}; it is a number from 0 to {MostStreams}.");
            }
        }
    }
}
