using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of sessions.</summary>
internal sealed class SessionOptionsValidation(IOptions<TokenOptions> tokens) : IValidateOptions<UserSessionOptions>
{
    private const int Most = 1000;

    private static readonly TimeSpan ShortestIdle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, UserSessionOptions options)
    {
        var problems = new List<string>();
        if (options.IdleLifetime < ShortestIdle || options.IdleLifetime > LongestIdle)
        {
            problems.Add($"Catalyst__Sessions__IdleLifetime is {options.IdleLifetime}; it is a time from 5 minutes to 365 days, e.g. 30.00:00:00.");
        }
        else if (options.IdleLifetime < tokens.Value.AccessLifetime)
        {
            problems.Add(
                $"Catalyst__Sessions__IdleLifetime is {options.IdleLifetime}, below Catalyst__Tokens__AccessLifetime; a token would outlive its session.");
        }

        if (options.ImpersonationLifetime < TimeSpan.FromMinutes(1) || options.ImpersonationLifetime > TimeSpan.FromHours(1))
        {
            problems.Add($"Catalyst__Sessions__ImpersonationLifetime is {options.ImpersonationLifetime}; it is a time from 1 to 60 minutes.");
        }

        if (options.MaxPerUser is < 0 or > Most)
        {
            problems.Add($"Catalyst__Sessions__MaxPerUser is {options.MaxPerUser}; it is 1 to {Most}, or 0 for no bound.");
        }

        if (!Enum.IsDefined(options.AtLimit))
        {
            problems.Add($"Catalyst__Sessions__AtLimit is {options.AtLimit}; it is endOldest or refuse.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
