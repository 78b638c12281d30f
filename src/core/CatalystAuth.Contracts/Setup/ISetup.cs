using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Setup;

/// <summary>The first platform admin.</summary>
public interface ISetup
{
    /// <summary>
    /// Creates the first platform admin with the one-time token that the server printed at its first start, and signs them in. Where everybody
    /// needs a second factor there is no session in the answer: they sign in, and set one up on the way. Closed for ever once an admin exists.
    /// <c>POST /v1/setup</c>
    /// </summary>
    Task<Result<FlowResponse>> CompleteAsync(SetupRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Creates the first platform admin.</summary>
/// <param name="Token">The one-time token.</param>
/// <param name="Email">The admin's address.</param>
/// <param name="Password">15 to 256 characters (the least is a setting); not looked at where the installation has no passwords.</param>
/// <param name="Name">1 to 100 characters.</param>
public sealed record SetupRequest(string Token, string Email, string Password, string Name)
{
    /// <summary>Without secrets, so that no log can carry them.</summary>
    public override string ToString() => nameof(SetupRequest);
}

/// <summary>Codes of refusals at setup.</summary>
public static class SetupErrorCodes
{
    /// <summary>The token is wrong, used or expired, or setup is closed. One answer for all.</summary>
    public const string InvalidToken = "setup.invalid_token";
}
