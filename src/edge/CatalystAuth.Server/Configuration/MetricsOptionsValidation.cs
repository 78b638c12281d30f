using CatalystAuth.Server.Observability;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of metrics.</summary>
internal sealed class MetricsOptionsValidation : IValidateOptions<MetricsOptions>
{
    private const int Shortest = 16;
    private const int Longest = 1024;

    // Said without the token: what is wrong with a secret is as secret.
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) =>
        options.Token is not { } token || (token.Length is >= Shortest and <= Longest && token.All(character => character is > ' ' and < '\u007f'))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Catalyst__Metrics__Token is no token of {Shortest} to {Longest} visible ASCII characters, e.g. what openssl rand -hex 32 gives.");
}
