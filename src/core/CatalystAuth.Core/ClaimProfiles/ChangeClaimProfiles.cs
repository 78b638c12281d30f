using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.ClaimProfiles;

/// <summary>Makes, replaces and deletes claim profiles. Tokens that are out are not called back: those who read them do not listen.</summary>
internal sealed class ChangeClaimProfiles(
    OrgAccess access, IClaimProfileStore store, IOrgStore orgs, ClaimProfileSecrets secrets, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<ClaimProfile>> SetAsync(
        OrgRef org, string audience, SetClaimProfileRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<ClaimProfile>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(org, BuiltInPermissions.ClaimProfilesWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal) || !ClaimProfileChecks.Check(audience, request).TryGet(out var document, out refusal))
                {
                    return refusal;
                }

                // Two at once would both believe in the last place.
                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                var known = await store.FindAsync(granted.Org.Id, audience, ct).ConfigureAwait(false);
                return ifVersion is not null && ifVersion != known?.Version ? Refusals.VersionMismatch
                    : document.HasSecret && request.Secret is null && known?.SealedSecret is null ? ClaimProfileChecks.SecretNeeded
                    : known is null && await store.CountAsync(granted.Org.Id, ct).ConfigureAwait(false) >= ClaimProfileChecks.MaxCount ? ClaimProfileChecks.TooMany
                    : Set(granted.Org.Id, audience, known, document, request).ToContract();
            },
            cancellationToken);

    public async Task<Result> DeleteAsync(OrgRef org, string audience, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(org, BuiltInPermissions.ClaimProfilesWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                if (await store.FindAsync(granted.Org.Id, audience, ct).ConfigureAwait(false) is not { } known)
                {
                    return ClaimProfileChecks.NotFound;
                }

                store.Remove(known);
                journal.Write(known.OrgId, audience, new ClaimProfileDeleted(known.ToState()));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    private StoredClaimProfile Set(OrgId org, string audience, StoredClaimProfile? known, ProfileDocument document, SetClaimProfileRequest request)
    {
        var now = time.Now();
        var before = known?.ToState();
        var settings = request.Settings ?? new();
        var profile = known ?? new() { OrgId = org, Audience = audience, Profile = document.Name, Map = [], CreatedAt = now, UpdatedAt = now };
        profile.Profile = document.Name;
        profile.Map = settings.Map ?? [];
        profile.Otherwise = settings.Otherwise;
        profile.Lifetime = settings.Lifetime;
        profile.SealedSecret = document.HasSecret ? profile.SealedSecret : null;
        var isNewSecret = request.Secret is { } secret && secrets.Set(profile, secret);
        var after = profile.ToState();
        if (before is not null && !isNewSecret && EventJson.AreAlike(before, after))
        {
            return profile;
        }

        if (known is null)
        {
            store.Add(profile);
        }
        else
        {
            profile.Version++;
            profile.UpdatedAt = now;
        }

        journal.Write(org, audience, new ClaimProfileSet(after, isNewSecret, before));
        return profile;
    }
}
