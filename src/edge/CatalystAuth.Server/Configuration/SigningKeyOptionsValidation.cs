using CatalystAuth.Core.SigningKeys;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of signing keys.</summary>
internal sealed class SigningKeyOptionsValidation : IValidateOptions<SigningKeyOptions>
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostInterval = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, SigningKeyOptions options)
    {
        var problems = new List<string>();
        if (options.RotationInterval != TimeSpan.Zero && (options.RotationInterval < LeastInterval || options.RotationInterval > MostInterval))
        {
            problems.Add(
                $"Catalyst__SigningKeys__RotationInterval is {options.RotationInterval}; it is a time from {LeastInterval} to {MostInterval}, or 0 to rotate by command only.");
        }

        Check(problems, nameof(options.PublishBefore), options.PublishBefore, TimeSpan.FromHours(1), TimeSpan.FromDays(30));
        Check(problems, nameof(options.Retention), options.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        if (options.RotationInterval != TimeSpan.Zero && options.PublishBefore >= options.RotationInterval)
        {
            problems.Add("Catalyst__SigningKeys__PublishBefore is shorter than Catalyst__SigningKeys__RotationInterval.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            problems.Add($"Catalyst__SigningKeys__{name} is {value}; it is a time from {least} to {most}.");
        }
    }
}
