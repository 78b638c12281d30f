using CatalystAuth.Tokens.Webhooks;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Checks the options when the host starts. No message holds a secret.</summary>
internal sealed class CatalystWebhookOptionsValidator : IValidateOptions<CatalystWebhookOptions>
{
    private const int SmallestBody = 1024;
    private const int LargestBody = 16 * 1024 * 1024;

    private static readonly TimeSpan ShortestTolerance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTolerance = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, CatalystWebhookOptions options)
    {
        var problems = new List<string>();
        if (options.Secrets.Count is 0 or > WebhookVerifier.MaxSecrets)
        {
            problems.Add(
                $"Secrets holds {options.Secrets.Count}. Set the secret that Catalyst showed for the webhook, and at most {WebhookVerifier.MaxSecrets}.");
        }

        for (var i = 0; i < options.Secrets.Count; i++)
        {
            if (!WebhookVerifier.IsSecret(options.Secrets[i]))
            {
                problems.Add($"Secrets[{i}] is no secret of a webhook. One begins with whsec_ or whpk_, with base64 behind it.");
            }
        }

        if (options.Tolerance < ShortestTolerance || options.Tolerance > LongestTolerance)
        {
            problems.Add($"Tolerance is {options.Tolerance}. Set a time from 1 second to 1 hour.");
        }

        if (options.MaxBodySize is < SmallestBody or > LargestBody)
        {
            problems.Add($"MaxBodySize is {options.MaxBodySize}. Set {SmallestBody} to {LargestBody} bytes.");
        }

        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => $"{nameof(CatalystWebhookOptions)}.{problem}"));
    }
}
