using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Refusals that the users' use cases share.</summary>
internal static class UserRefusals
{
    public static readonly Error NotFound = new(UserErrorCodes.NotFound, "There is no such user.", ErrorKind.NotFound);

    public static readonly Error WrongPassword = new(
        UserErrorCodes.WrongPassword, "The password is wrong.", ErrorKind.Forbidden);

    public static readonly Error PasswordUnchanged = Error.Field(
        FlowErrorCodes.PasswordUnchanged, "password", "That is the password of before. Choose another.");

    public static readonly Error Protected = new(
        UserErrorCodes.Protected, "A platform admin is not banned or deleted by another, and nobody bans themselves.", ErrorKind.Forbidden);
}
