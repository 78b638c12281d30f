using System.ComponentModel.DataAnnotations;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.ForwardAuth;

/// <summary>Whose identity headers an application behind forward-auth believes.</summary>
public sealed class CatalystForwardAuthOptions
{
    /// <summary>The issuer: the public URL of the Catalyst-Auth server, without a slash at the end.</summary>
    [Required]
    public string Issuer { get; set; } = string.Empty;

    /// <summary>Where the issuer is reached from here, when it is not at its public URL; null for there.</summary>
    public Uri? Address { get; set; }

    /// <summary>The application's id at the server, <c>app_…</c>: decisions about others are not for it.</summary>
    [Required]
    public string App { get; set; } = string.Empty;

    /// <summary>
    /// Whether requests without a decision are refused with 401. If not, they go on as nobody's, without any identity header.
    /// </summary>
    /// <value>The default is true.</value>
    public bool RequireDecision { get; set; } = true;

    /// <summary>How far the clocks of issuer and application may differ: 0 to 1 minute.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the issuer is reached.</summary>
    internal Uri Server => Address ?? new Uri(Issuer);
}

/// <summary>Checks the options when the host starts.</summary>
internal sealed class CatalystForwardAuthOptionsValidator : IValidateOptions<CatalystForwardAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalystForwardAuthOptions options)
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(options.Issuer, UriKind.Absolute, out var issuer) || issuer.Scheme is not ("https" or "http") || options.Issuer.EndsWith('/'))
        {
            problems.Add("Issuer is the public URL of the Catalyst-Auth server: absolute, without a slash at the end.");
        }

        if (options.Address is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http")))
        {
            problems.Add("Address is an absolute http(s) URL.");
        }

        if (!TypeId.TryParse(options.App, out AppId _))
        {
            problems.Add("App is the application's id at the Catalyst-Auth server, of the form app_….");
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromMinutes(1))
        {
            problems.Add("ClockSkew is a time from 0 to 1 minute.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
