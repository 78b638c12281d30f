using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Personal;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of audit chains.</summary>
internal sealed class AuditOptionsValidation : IValidateOptions<AuditOptions>
{
    private const int MostRecords = 1_000_000;

    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastRetention = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostRetention = TimeSpan.FromDays(36_500);

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

        if (options.Retention < LeastRetention || options.Retention > MostRetention)
        {
            problems.Add($"Catalyst__Audit__Retention is {options.Retention}; it is a number of days from 1 to 36500, or absent to keep records for ever.");
        }

        if (options.Sink.Url is { } url && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)))
        {
            problems.Add($"Catalyst__Audit__Sink__Url is {url}; it is an absolute URL that begins with https or http.");
        }

        // Said without the token: what is wrong with a secret is as secret.
        if (options.Sink.Token is { } token && (token.Length == 0 || !token.All(character => character is > ' ' and < '\u007f')))
        {
            problems.Add("Catalyst__Audit__Sink__Token has a character that no bearer token has, or is empty.");
        }

        problems.AddRange(options.Redact.Where(rule => !AuditRedaction.IsRule(rule)).Select(rule =>
            $"Catalyst__Audit__Redact has \"{rule}\"; a rule is a type of event or *, a colon, and the name of a personal member of it, ipAddress or userAgent."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
