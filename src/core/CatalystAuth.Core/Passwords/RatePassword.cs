using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Passwords;

/// <summary>Rates a password while it is typed. Nothing is kept or recorded.</summary>
internal sealed class RatePassword(IPasswordMeter meter)
{
    private static readonly Error Needed = Error.Field(FlowErrorCodes.InvalidAnswer, "password", "A password is needed.");

    public Result<PasswordStrength> Run(PasswordStrengthRequest request) => string.IsNullOrEmpty(request.Password)
        ? Needed
        : meter.Rate(
            request.Password,
            PasswordContext.Of(
                request.Email is { Length: <= EmailAddress.MaxLength } email ? email : null,
                DisplayNames.IsValid(request.Name) ? request.Name : null,
                request.WithSecondFactor));
}
