using CatalystAuth.Identity.Embedded.Passwords;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded;

/// <summary>How passwords are treated. Section <c>Catalyst:Identity</c>.</summary>
public sealed class EmbeddedIdentityOptions
{
    /// <summary>The most characters of a password: more would only cost time to hash.</summary>
    public const int MaximumPasswordLength = 256;

    /// <summary>The fewest characters of a new password that is the only factor, counted in code points: 8 to 128.</summary>
    public int MinimumPasswordLength { get; set; } = 15;

    /// <summary>The fewest of one beside a second factor: 8 to <see cref="MinimumPasswordLength"/>.</summary>
    public int MinimumPasswordLengthWithMfa { get; set; } = 8;

    /// <summary>How hard to guess a new password has to be, as zxcvbn says: 0 to 4.</summary>
    public int MinimumPasswordScore { get; set; } = 3;

    /// <summary>A file of hashes of passwords that are known to others, see <see cref="Passwords.BreachedPasswordsFile"/>; null for none.</summary>
    public string? BreachedPasswordsFile { get; set; }
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
        else if (options.MinimumPasswordLengthWithMfa < 8 || options.MinimumPasswordLengthWithMfa > options.MinimumPasswordLength)
        {
            problems.Add(
                $"Catalyst__Identity__MinimumPasswordLengthWithMfa is {options.MinimumPasswordLengthWithMfa}; it is a number from 8 to "
                + $"Catalyst__Identity__MinimumPasswordLength, {options.MinimumPasswordLength}.");
        }

        if (options.MinimumPasswordScore is < 0 or > 4)
        {
            problems.Add($"Catalyst__Identity__MinimumPasswordScore is {options.MinimumPasswordScore}; it is a number from 0 to 4.");
        }

        if (options.BreachedPasswordsFile is { Length: > 0 } file && BreachedPasswordsFile.ProblemWith(file) is { } problem)
        {
            problems.Add($"Catalyst__Identity__BreachedPasswordsFile is {file}, which {problem}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
