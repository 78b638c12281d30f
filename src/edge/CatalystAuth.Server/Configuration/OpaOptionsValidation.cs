using CatalystAuth.Server.Policies;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of Open Policy Agent.</summary>
internal sealed class OpaOptionsValidation : IValidateOptions<OpaOptions>
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostLifetime = TimeSpan.FromSeconds(60);

    public ValidateOptionsResult Validate(string? name, OpaOptions options)
    {
        var problems = new List<string>();
        if (options.Url is { } url && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0))
        {
            // Without the URL, which may hold a password.
            problems.Add("Catalyst__Opa__Url is no address of the form http://localhost:8181: https or http, no user, query or fragment.");
        }

        if (!options.Path.Split('/').All(IsSegment))
        {
            problems.Add($"Catalyst__Opa__Path is \"{options.Path}\"; it names a document such as catalyst/allow: letters, digits, - and _ between slashes.");
        }

        if (options.Token is { } token && (token.Length == 0 || !token.All(character => character is > ' ' and < '\u007f')))
        {
            problems.Add("Catalyst__Opa__Token has a character that no bearer token has, or is empty.");
        }

        if (options.Timeout < LeastTimeout || options.Timeout > MostTimeout)
        {
            problems.Add($"Catalyst__Opa__Timeout is {options.Timeout}; it is a time from {LeastTimeout} to {MostTimeout}.");
        }

        if (options.CacheLifetime < TimeSpan.Zero || options.CacheLifetime > MostLifetime)
        {
            problems.Add($"Catalyst__Opa__CacheLifetime is {options.CacheLifetime}; it is a time from 0 to {MostLifetime}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsSegment(string segment) =>
        segment.Length is > 0 and <= 128 && segment.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
