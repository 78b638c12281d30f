using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Factors;

/// <summary>Refusals that the use cases of factors share.</summary>
internal static class FactorRefusals
{
    public static readonly Error NotFound = new(
        FactorErrorCodes.NotFound, "You have no such factor, or its set-up has expired or is done.", ErrorKind.NotFound);

    public static readonly Error InvalidName = Error.Field(FactorErrorCodes.InvalidName, "name", DisplayNames.Rule);

    public static readonly Error WrongCode = Error.Field(
        FactorErrorCodes.WrongCode, "code", "The code is wrong, or was used. Wait for the next one, and see that the clock of the device is right.");

    public static readonly Error NoSecondFactor = new(
        FactorErrorCodes.NoSecondFactor, "Set up a second factor first: recovery codes stand in for one.", ErrorKind.Conflict);

    public static readonly Error LastWayIn = new(
        FactorErrorCodes.LastWayIn, "Nothing else opens your account. Make another passkey first.", ErrorKind.Conflict);

    public static readonly Error Required = new(
        FactorErrorCodes.Required, "Everybody needs a second factor here, and this is your last one. Set up another first.", ErrorKind.Conflict);

    public static readonly Error ChallengeExpired = new(
        FactorErrorCodes.ChallengeExpired, "The challenge has expired or was answered before. Begin again.", ErrorKind.Invalid);

    public static readonly Error PasskeyInvalid = new(
        FactorErrorCodes.PasskeyInvalid, "That does not prove a passkey of this site. Begin again.", ErrorKind.Invalid);

    public static readonly Error PasskeyExists = new(FactorErrorCodes.PasskeyExists, "This passkey is known already.", ErrorKind.Conflict);

    public static Error TooMany(int most) => new(FactorErrorCodes.TooMany, $"More than {most} of a kind can't be set up. Remove one first.", ErrorKind.Conflict);
}
