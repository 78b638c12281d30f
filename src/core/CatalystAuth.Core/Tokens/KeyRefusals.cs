using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Tokens;

/// <summary>Why a key gives no token. See <see cref="KeyErrorCodes"/> for the order.</summary>
internal static class KeyRefusals
{
    public static readonly Error Malformed = new(
        KeyErrorCodes.Malformed, "This is no API key: its form or checksum is wrong. Look for a typing or copying error.", ErrorKind.Invalid);

    public static readonly Error Invalid = new(
        KeyErrorCodes.Invalid, "The API key is unknown, or its secret is not the one of now. Issue a new one.", ErrorKind.Invalid);

    public static readonly Error Revoked = new(KeyErrorCodes.Revoked, "The API key was revoked. Issue a new one.", ErrorKind.Invalid);

    public static readonly Error Disabled = new(
        KeyErrorCodes.Disabled, "The API key is disabled until somebody who may enables it.", ErrorKind.Invalid);

    public static readonly Error Expired = new(KeyErrorCodes.Expired, "The API key's time is over. Issue a new one.", ErrorKind.Invalid);

    public static readonly Error WrongKind = new(
        KeyErrorCodes.WrongKind, "Only a server key can be used as client credentials; exchange this one.", ErrorKind.Invalid);

    public static readonly Error OwnerGone = new(
        KeyErrorCodes.OwnerGone, "The user who owns the API key is no longer in the organisation, or may not use it.", ErrorKind.Invalid);

    public static readonly Error AddressNotAllowed = new(
        KeyErrorCodes.AddressNotAllowed, "The API key may not be used from this address.", ErrorKind.Invalid);

    public static readonly Error AudienceNotAllowed = new(
        KeyErrorCodes.AudienceNotAllowed, "The API key gives no tokens for this audience.", ErrorKind.Invalid);

    public static readonly Error RateLimited = new(
        KeyErrorCodes.RateLimited, "A rate limit of the API key has not enough permits now. Nothing was taken; try again later.", ErrorKind.TooMany);

    public static readonly Error BudgetExhausted = new(
        KeyErrorCodes.BudgetExhausted, "The API key's budget is spent. It gives tokens again when the budget begins anew or is raised.", ErrorKind.Invalid);

    /// <summary>The refusal of a key that does not work; null when it does.</summary>
    public static Error? Of(KeyStatus status) => status switch
    {
        KeyStatus.Active => null,
        KeyStatus.Revoked => Revoked,
        KeyStatus.Disabled => Disabled,
        _ => Expired,
    };
}
