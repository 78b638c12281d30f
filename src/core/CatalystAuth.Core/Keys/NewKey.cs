using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;

namespace CatalystAuth.Core.Keys;

/// <summary>A key that is to be made, checked.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Addresses">The addresses in their one form.</param>
/// <param name="Labels">The labels as they begin to stand.</param>
internal sealed record NewKey(IssueKeyRequest Request, IReadOnlyList<string> Addresses, IReadOnlyList<LabelEntry> Labels)
{
    /// <summary>As it is stored; of a user when there is a membership.</summary>
    public StoredKey ToStored(
        KeyId id, OrgId org, UserId issuer, Membership? owner, byte[] hash, string hint, DateTimeOffset now, byte[]? importedHash = null)
    {
        DateTimeOffset? end = Request.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null;
        return new()
        {
            Id = id,
            OrgId = org,
            UserId = owner?.UserId,
            MembershipId = owner?.Id,
            Name = Request.Name,
            Description = Descriptions.Clean(Request.Description),
            Kind = Request.Kind,
            Scopes = Request.Scopes,
            Labels = Labels,
            Addresses = Addresses,
            Audiences = Request.Audiences ?? [],
            RateLimits = Request.RateLimits ?? [],
            ImportedHash = importedHash,
            Hash = hash,
            Hint = hint,
            CreatedBy = issuer,
            CreatedAt = now,
            ExpiresAt = end,
            TellExpiryAt = KeyExpiry.NextTelling(end, now),
        };
    }
}

/// <summary>What keys may be made of, one or many at once. Whoever asks holds the organisation.</summary>
internal sealed class NewKeyRules(Permissions.Permissions permissions, LabelRules labels, IRateLimitStore rateLimits)
{
    /// <summary>Judges one, and defines those of its scopes that are new.</summary>
    public async Task<Result<NewKey>> CheckAsync(OrgGrant grant, IssueKeyRequest request, CancellationToken cancellationToken)
    {
        var judge = await JudgeOfAsync(grant, [request], cancellationToken).ConfigureAwait(false);
        return !judge.Judge(request).TryGet(out var made, out var refusal) ? refusal
            : await DefineAsync(grant, request.Scopes, cancellationToken).ConfigureAwait(false) is { } undefined ? undefined
            : made;
    }

    /// <summary>Looks up what is needed to judge some requests.</summary>
    public async Task<NewKeyJudge> JudgeOfAsync(OrgGrant grant, IReadOnlyCollection<IssueKeyRequest> requests, CancellationToken cancellationToken)
    {
        var known = requests.Any(request => request.RateLimits is { Count: > 0 })
            ? await rateLimits.ListAsync(grant.Org.Id, cancellationToken).ConfigureAwait(false)
            : [];
        var judge = requests.Any(request => request.Labels is { Count: > 0 }) && grant.Holds(BuiltInPermissions.LabelsWrite)
            ? await labels.JudgeOfAsync(grant, cancellationToken).ConfigureAwait(false)
            : null;
        return new(grant, judge, known.Select(limit => limit.Name).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Defines scopes that are new: an owner holds what nobody has named yet.</summary>
    public async Task<Error?> DefineAsync(OrgGrant grant, IEnumerable<string> scopes, CancellationToken cancellationToken) =>
        grant.IsOwner ? await permissions.DefineNewAsync(grant.Org.Id, scopes, cancellationToken).ConfigureAwait(false) : null;
}

/// <summary>Judges what keys are to be made of, and that who makes them holds it. Pure.</summary>
/// <param name="grant">What the maker may do.</param>
/// <param name="labels">The judge of labels; null where nobody asked for one, or the maker may set none.</param>
/// <param name="rateLimits">The organisation's rate limits, as far as anybody asked for some.</param>
internal sealed class NewKeyJudge(OrgGrant grant, LabelJudge? labels, IReadOnlySet<string> rateLimits)
{
    private static readonly Error UnknownKind = Error.Field(KeyErrorCodes.InvalidKind, "kind", "A key is secret, server or ephemeral.");

    public Result<NewKey> Judge(IssueKeyRequest request) =>
        (Check(request) ?? KeyAuthority.CheckHeld(grant, request.Scopes)) is { } error ? error
        : !KeyChecks.CheckAddresses(request.Addresses).TryGet(out var addresses, out var refusal) ? refusal
        : !JudgeLabels(request.Labels ?? []).TryGet(out var judged, out refusal) ? refusal
        : new NewKey(request, addresses, judged);

    private Error? Check(IssueKeyRequest request) =>
        KeyChecks.CheckName(request.Name) ?? KeyChecks.CheckDescription(request.Description)
        ?? (Enum.IsDefined(request.Kind) ? null : UnknownKind)
        ?? KeyChecks.CheckLife(request.Kind, request.ExpiresIn) ?? KeyChecks.CheckScopes(request.Scopes)
        ?? KeyChecks.CheckAudiences(request.Audiences) ?? RateLimitChecks.CheckNames(request.RateLimits)
        ?? RateLimitChecks.CheckKnown(request.RateLimits ?? [], rateLimits);

    private Result<IReadOnlyList<LabelEntry>> JudgeLabels(IReadOnlyList<LabelInput> wanted) =>
        wanted.Count == 0 ? new List<LabelEntry>()
        : labels is null ? Refusals.PermissionDenied(BuiltInPermissions.LabelsWrite)
        : labels.Judge(LabelTarget.Key, [], wanted);
}
