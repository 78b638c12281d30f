using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>Checks the options when the host starts.</summary>
internal sealed class CatalystTokenOptionsValidator : IValidateOptions<CatalystTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalystTokenOptions options)
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(options.Issuer, UriKind.Absolute, out var issuer) || issuer.Scheme is not ("https" or "http") || options.Issuer.EndsWith('/'))
        {
            problems.Add("Issuer is the public URL of the Catalyst-Auth server, as the iss of its tokens: absolute, without a slash at the end.");
        }

        if (options.Address is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http")))
        {
            problems.Add("Address is an absolute http(s) URL.");
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromMinutes(1))
        {
            problems.Add("ClockSkew is a time from 0 to 1 minute.");
        }

        if (options.RevocationBound < TimeSpan.FromSeconds(1) || options.RevocationBound > TimeSpan.FromMinutes(5))
        {
            problems.Add("RevocationBound is a time from 1 second to 5 minutes.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
