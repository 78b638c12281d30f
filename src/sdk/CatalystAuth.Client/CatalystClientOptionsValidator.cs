using Microsoft.Extensions.Options;

namespace CatalystAuth.Client;

/// <summary>Refuses options that no client can be made of, with a sentence that names the setting and the remedy.</summary>
internal sealed class CatalystClientOptionsValidator : IValidateOptions<CatalystClientOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalystClientOptions options) =>
        Problem(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    /// <summary>What is wrong; null when nothing is. Quotes no value: an address may carry a password, a key is one.</summary>
    public static string? Problem(CatalystClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            return "Url is missing. Set it to the address of the Catalyst server, e.g. https://auth.example.com.";
        }

        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return "Url is not an http or https address. Set it to the address of the Catalyst server, e.g. https://auth.example.com.";
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return "Url has user information, a query or a fragment. Leave only scheme, host, port and path.";
        }

        if (options.ApiKey is not null && string.IsNullOrWhiteSpace(options.ApiKey))
        {
            return "ApiKey is empty. Set it to a key (ck_…), or to null for a client that users sign in with.";
        }

        return options.TimeProvider is null ? "TimeProvider is null. Leave it at TimeProvider.System." : null;
    }
}
