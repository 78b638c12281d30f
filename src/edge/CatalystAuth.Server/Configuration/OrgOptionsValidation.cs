using CatalystAuth.Core.Orgs;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of organisations.</summary>
internal sealed class OrgOptionsValidation : IValidateOptions<OrgOptions>
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, OrgOptions options) =>
        options.RestoreWindow >= TimeSpan.Zero && options.RestoreWindow <= Most
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Catalyst__Orgs__RestoreWindow is {options.RestoreWindow}; it is a time from 0 to {Most}.");
}
