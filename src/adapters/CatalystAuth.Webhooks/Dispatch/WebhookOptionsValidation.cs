using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Dispatch;

/// <summary>Checks the settings of webhooks.</summary>
internal sealed class WebhookOptionsValidation : IValidateOptions<WebhookOptions>
{
    private const int MostLanes = 1000;

    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var problems = new List<string>();
        if (options.MaxLanes is < 0 or > MostLanes)
        {
            problems.Add($"Catalyst__Webhooks__MaxLanes is {options.MaxLanes}; it is a number from 0 to {MostLanes}.");
        }

        if (options.Lease < ShortestLease || options.Lease > LongestLease)
        {
            problems.Add($"Catalyst__Webhooks__Lease is {options.Lease}; it is a time from {ShortestLease} to {LongestLease}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
