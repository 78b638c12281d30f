using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Entitlements;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Tokens.Keys;

namespace CatalystAuth.Core.Keys;

/// <summary>Takes over keys that another system gave out, by their hashes, in one transaction. A bad row is told and stops no other.</summary>
internal sealed class ImportKeys(
    OrgAccess access, IKeyStore keys, IOrgStore orgs, IUserStore users, KeyOwners owners, Limits limits, NewKeyRules rules, FreshSession fresh, Journal journal,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error WrongCount = Error.Field(
        RequestErrorCodes.Invalid, "keys", $"One request has 1 to {ImportKeysRequest.MaxRows} keys.");

    private static readonly Error WrongAlgorithm = Error.Field(
        KeyErrorCodes.UnsupportedHash, "algorithm", "Keys are hashed with sha256 here, unsalted and once. Those of other hashes can't be found by them.");

    private static readonly Error TooWeak = Error.Field(
        KeyErrorCodes.UnsupportedHash, "entropyBits",
        $"Keys have {ImportKeysRequest.FewestBits} random bits or more: what has fewer can be found from its hash. Issue new ones instead.");

    public async Task<Result<ImportKeysResponse>> RunAsync(OrgRef reference, ImportKeysRequest request, CancellationToken cancellationToken) =>
        await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven ? unproven : await unitOfWork.RunAsync<ImportKeysResponse>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.KeysWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal) || !IssueKey.IssuerOf(granted).TryGet(out var importer, out refusal))
                {
                    return refusal;
                }

                if (Check(request) is { } error)
                {
                    return error;
                }

                // Who is banned or leaves meanwhile comes first, or takes these too; all in one order.
                var wanted = request.Keys.Select(row => row?.UserId).OfType<UserId>().Where(user => granted.IsOwner || user == importer).Distinct().Order();
                var named = wanted.ToList();
                foreach (var user in named)
                {
                    await users.LockAsync(user, ct).ConfigureAwait(false);
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var batch = await PrepareAsync(granted, importer, named, request.Keys, ct).ConfigureAwait(false);
                var judged = request.Keys.Select(row => row is null ? ImportBatch.NoRow : batch.Judge(row)).ToList();
                return await AddAsync(granted, judged, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    private static Error? Check(ImportKeysRequest request) =>
        request.Keys.Count is 0 or > ImportKeysRequest.MaxRows ? WrongCount
        : request.Algorithm != ImportKeysRequest.Sha256 ? WrongAlgorithm
        : request.EntropyBits < ImportKeysRequest.FewestBits ? TooWeak
        : null;

    private async Task<ImportBatch> PrepareAsync(
        OrgGrant grant, UserId importer, IReadOnlyList<UserId> named, IReadOnlyList<ImportKey?> rows, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var requests = rows.OfType<ImportKey>().Select(row => ImportBatch.RequestOf(row, now)).ToList();
        var judge = await rules.JudgeOfAsync(grant, requests, cancellationToken).ConfigureAwait(false);
        var hashes = rows.Select(row => ForeignKeyText.TryReadHash(row?.Hash, out var hash) ? hash : null).OfType<byte[]>().ToList();
        var known = await keys.ListImportedAsync(hashes, cancellationToken).ConfigureAwait(false);
        var most = await limits.OfOrgAsync(grant.Org.Id, LimitNames.Keys, cancellationToken).ConfigureAwait(false);
        var live = most is null ? 0 : await keys.CountLiveAsync(grant.Org.Id, user: null, now, cancellationToken).ConfigureAwait(false);
        var members = await owners.FindAsync(grant.Org.Id, named, now, cancellationToken).ConfigureAwait(false);
        return new(grant, importer, judge, known, members, most, live, now);
    }

    private async Task<Result<ImportKeysResponse>> AddAsync(OrgGrant grant, List<Result<StoredKey>> judged, CancellationToken cancellationToken)
    {
        var good = judged.Where(row => row.IsSuccess).Select(row => row.Value).ToList();
        var scopes = good.SelectMany(key => key.Scopes).Distinct(StringComparer.Ordinal);
        if (await rules.DefineAsync(grant, scopes, cancellationToken).ConfigureAwait(false) is { } undefined)
        {
            return undefined;
        }

        foreach (var key in good)
        {
            keys.Add(key);
            journal.Write(grant.Org.Id, key.Id.ToString(), new KeyImported(key.ToState()));
        }

        return new ImportKeysResponse([.. judged.Select((row, index) => row.Match(
            key => new ImportedKey(index) { Id = key.Id }, error => new ImportedKey(index) { Error = RowError.Of(error) }))]);
    }
}
