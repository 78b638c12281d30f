using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Core.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Users;

/// <summary>What the link of a mail is for, sealed in it: nothing is stored until somebody uses it.</summary>
/// <param name="Purpose">One of <see cref="AccountLinkPurposes"/>.</param>
/// <param name="Id">What it is about, or its own.</param>
/// <param name="User">Whose account.</param>
/// <param name="ExpiresAt">Until when it works.</param>
internal sealed record AccountLink(string Purpose, Guid Id, UserId User, DateTimeOffset ExpiresAt);

internal static class AccountLinkPurposes
{
    public const string EmailChange = "email_change";
    public const string Unlock = "unlock";
}

/// <summary>Makes such links and reads them. Only who has the key ring can make one, and only the mailbox has got it.</summary>
internal sealed class AccountLinkSeal(ISecretProtector protector, IOptions<TokenOptions> tokens)
{
    public static readonly Error Invalid = new(
        UserErrorCodes.InvalidLink, "The link was used, has expired, or what it was for was taken back.", ErrorKind.Gone);

    private const string Purpose = "account-links";
    private const int MaxLength = 1024;

    /// <summary>The link to a page of the portal, with the token in its fragment, which no server's log sees.</summary>
    public string LinkTo(string page, AccountLink link) => $"{tokens.Value.Issuer}{page}#token={Seal(link)}";

    /// <summary>What was sealed here for a purpose and has not expired; null for any other text.</summary>
    public AccountLink? Open(string? token, string purpose, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(token) || token.Length > MaxLength)
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        return Base64Url.DecodeFromChars(token, bytes, out _, out var written) == OperationStatus.Done
            && protector.TryUnprotect(Purpose, bytes[..written], out var json)
            && JsonSerializer.Deserialize(json, AccountLinkJsonContext.Default.AccountLink) is { } link
            && link.Purpose == purpose && now < link.ExpiresAt
                ? link
                : null;
    }

    private string Seal(AccountLink link) =>
        Base64Url.EncodeToString(protector.Protect(Purpose, JsonSerializer.SerializeToUtf8Bytes(link, AccountLinkJsonContext.Default.AccountLink)));
}

[JsonSerializable(typeof(AccountLink))]
internal sealed partial class AccountLinkJsonContext : JsonSerializerContext;
