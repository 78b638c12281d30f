using CatalystAuth.Core;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Configuration;

/// <summary>Checks the settings of the product when the server starts.</summary>
internal sealed class ProductOptionsValidation : IValidateOptions<ProductOptions>
{
    private const int MaxLength = 64;

    public ValidateOptionsResult Validate(string? name, ProductOptions options) =>
        options.Name is { Length: > 0 and <= MaxLength } text && text.Trim() == text && !text.Contains(':', StringComparison.Ordinal) && !text.Any(char.IsControl)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Catalyst__Product__Name is no name: it has 1 to {MaxLength} characters, no colon, and no space at its ends.");
}
