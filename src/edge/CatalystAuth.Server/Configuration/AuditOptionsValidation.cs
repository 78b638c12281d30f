using CatalystAuth.Core.Audit;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of audit chains.</summary>
internal sealed class AuditOptionsValidation : IValidateOptions<AuditOptions>
{
    private const int MostRecords = 1_000_000;

    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var problems = new List<string>();
        if (options.CheckpointAge < LeastAge || options.CheckpointAge > MostAge)
        {
            problems.Add($"Catalyst__Audit__CheckpointAge is {options.CheckpointAge}; it is a time from {LeastAge} to {MostAge}.");
        }

        if (options.CheckpointRecords is < 1 or > MostRecords)
        {
            problems.Add($"Catalyst__Audit__CheckpointRecords is {options.CheckpointRecords}; it is a number from 1 to {MostRecords}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
