using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Core.Tokens;

/// <summary>Refusals that the use cases of tokens share.</summary>
internal static class TokenRefusals
{
    public static readonly Error InvalidTarget = new(
        TokenErrorCodes.InvalidTarget, "You are not in that organisation, or there is none of that name.", ErrorKind.Invalid);
}
