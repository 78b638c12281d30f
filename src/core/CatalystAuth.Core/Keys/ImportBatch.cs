using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Judges rows of an import one after the other, and counts the places that they take.</summary>
/// <param name="grant">What the importer may do.</param>
/// <param name="importer">Who imports.</param>
/// <param name="judge">What keys may be made of.</param>
/// <param name="known">Those hashes of the rows that keys have already.</param>
/// <param name="owners">The members that rows name, as far as the importer may bring in keys of theirs.</param>
/// <param name="most">How many keys that work the organisation may have; null for any number.</param>
/// <param name="live">How many it has.</param>
/// <param name="now">The time.</param>
internal sealed class ImportBatch(
    OrgGrant grant, UserId importer, NewKeyJudge judge, IEnumerable<byte[]> known, IReadOnlyDictionary<UserId, KeyOwner> owners, long? most, long live,
    DateTimeOffset now)
{
    /// <summary>A list may hold null, whatever its type says.</summary>
    public static readonly Result<StoredKey> NoRow = Error.Field(RequestErrorCodes.Invalid, "keys", "A row is an object.");

    private static readonly Error InvalidHash = Error.Field(
        KeyErrorCodes.InvalidHash, "hash", "A hash is the SHA-256 of the whole key: 64 hexadecimal digits, or 43 characters of Base64.");

    private static readonly Error HashExists = Error.Field(
        KeyErrorCodes.HashExists, "hash", "A key with this hash is there already, or in a row before.") with
    { Kind = ErrorKind.Conflict };

    private static readonly Error InvalidHint = Error.Field(
        KeyErrorCodes.InvalidHint, "hint", $"A hint is the last of the key: at most {ApiKeyText.HintLength} visible ASCII characters.");

    private static readonly Error InvalidEnd = Error.Field(
        KeyErrorCodes.InvalidLife, "expiresAt", "expiresAt is in 60 seconds to ten years, of an ephemeral key at most a day; absent for never.");

    private static readonly Error OfAnother = Error.Field(
        KeyErrorCodes.OfAnother, "userId", "Only an owner of the organisation brings in keys of other members.") with
    { Kind = ErrorKind.Forbidden };

    private static readonly Error NoMember = Error.Field(
        MemberRefusals.NotFound.Code, "userId", MemberRefusals.NotFound.Message) with
    { Kind = ErrorKind.NotFound };

    private readonly HashSet<string> _taken = [.. known.Select(Convert.ToHexString)];
    private long _live = live;

    /// <summary>What the row asks for, as if the key were issued.</summary>
    public static IssueKeyRequest RequestOf(ImportKey row, DateTimeOffset now) => new(
        row.Name, row.Scopes, row.Kind, row.ExpiresAt is { } end ? (long)Math.Floor((end - now).TotalSeconds) : null, row.Description, row.Labels,
        row.Addresses, row.Audiences, row.RateLimits);

    /// <summary>The key of a row, or why there is none.</summary>
    public Result<StoredKey> Judge(ImportKey row)
    {
        if (!ForeignKeyText.TryReadHash(row.Hash, out var hash))
        {
            return InvalidHash;
        }

        if (row.Hint is { } hint && (hint.Length > ApiKeyText.HintLength || hint.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            return InvalidHint;
        }

        var request = RequestOf(row, now);
        if (KeyChecks.CheckLife(row.Kind, request.ExpiresIn) is not null)
        {
            return InvalidEnd;
        }

        if (!judge.Judge(request).TryGet(out var made, out var refusal))
        {
            return refusal;
        }

        if (!OwnerOf(row).TryGet(out var owner, out refusal))
        {
            return refusal;
        }

        // Last, as it takes places.
        return Refuse(owner, hash) is { } error ? error : Make(row, made, owner.Membership, hash);
    }

    private Result<KeyOwner> OwnerOf(ImportKey row) =>
        row.UserId is not { } user ? KeyOwner.OfOrg
        : user != importer && !grant.IsOwner ? OfAnother
        : !owners.TryGetValue(user, out var owner) ? NoMember
        : row.Kind == KeyKind.Server ? IssueKey.NotOfUsers
        : owner;

    private Error? Refuse(KeyOwner owner, byte[] hash)
    {
        var text = Convert.ToHexString(hash);
        if (_taken.Contains(text))
        {
            return HashExists;
        }

        if (owner.Membership is null)
        {
            if (_live >= most)
            {
                return Limits.Reached(LimitNames.Keys, most.Value, _live);
            }

            _live++;
        }
        else if (owner.Live >= IssueKey.MostOfUser)
        {
            return IssueKey.TooMany;
        }

        owner.Live++;
        _taken.Add(text);
        return null;
    }

    private StoredKey Make(ImportKey row, NewKey made, Membership? owner, byte[] hash)
    {
        var key = made.ToStored(TypeId.New<KeyId>(now), grant.Org.Id, importer, owner, hash, row.Hint ?? string.Empty, now, hash);
        if (row.Disabled)
        {
            (key.DisabledAt, key.DisabledBy) = (now, importer);
        }

        return key;
    }
}
