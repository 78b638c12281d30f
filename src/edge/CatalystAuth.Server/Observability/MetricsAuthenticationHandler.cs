using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Observability;

/// <summary>Knows whoever sends the token of the settings. It is good for metrics and for nothing else.</summary>
internal sealed class MetricsAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<MetricsOptions> metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Metrics";

    private const string Prefix = "Bearer ";

    private static readonly Error Unauthenticated = new(
        AuthErrorCodes.Unauthenticated, "Send Catalyst__Metrics__Token as \"Authorization: Bearer …\".", ErrorKind.Unauthenticated);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } sent] || !sent.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !IsToken(sent[Prefix.Length..]))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity(SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problem.WriteAsync(Context, Unauthenticated);

    // By hash, so that the length is not told by the time either.
    private bool IsToken(string sent) => metrics.Value.Token is { } token
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
