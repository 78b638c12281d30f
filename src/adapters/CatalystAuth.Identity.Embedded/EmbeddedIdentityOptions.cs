using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded;

/// <summary>How passwords are treated. Section <c>Catalyst:Identity</c>.</summary>
public sealed class EmbeddedIdentityOptions
{
    /// <summary>The most characters of a password: more would only cost time to hash.</summary>
    public const int MaximumPasswordLength = 256;

    /// <summary>The fewest characters of a new password, counted in code points: 8 to 128.</summary>
    public int MinimumPasswordLength { get; set; } = 12;
}

/// <summary>Checks the settings when the server starts.</summary>
internal sealed class EmbeddedIdentityOptionsValidation : IValidateOptions<EmbeddedIdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedIdentityOptions options)
    {
        var problems = new List<string>();
        if (options.MinimumPasswordLength is < 8 or > 128)
        {
            problems.Add($"Catalyst__Identity__MinimumPasswordLength is {options.MinimumPasswordLength}; it is a number from 8 to 128.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
