using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.MergePatches;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Reads and changes how an organisation presents itself.</summary>
internal sealed class ChangeOrgProfile(OrgAccess access, IOrgProfileStore profiles, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    // Above what the fields can hold together, so that their own limits are what a caller meets.
    private const int MaxPatchBytes = 200 * 1024;

    public async Task<Result<OrgProfile>> GetAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgRead, cancellationToken).ConfigureAwait(false);
        return grant.TryGet(out var granted, out var refusal)
            ? OrgProfileEntry.Read(await profiles.FindProfileAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false), granted.Org)
            : refusal;
    }

    public Task<Result<OrgProfile>> RunAsync(OrgRef reference, JsonObject changes, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<OrgProfile>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgUpdate, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                var org = granted.Org;
                if (ifVersion is not null && ifVersion != org.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var entry = await profiles.FindProfileAsync(org.Id, ct).ConfigureAwait(false);
                var before = OrgProfileEntry.Read(entry, org);
                return Patch(before, changes).TryGet(out var after, out var error) ? Write(org, entry, before, after) : error;
            },
            cancellationToken);

    private static Result<OrgProfile> Patch(OrgProfile before, JsonObject changes)
    {
        if (CustomData.CheckPatch(RequestErrorCodes.Invalid, changes, MaxPatchBytes) is { } malformed)
        {
            return malformed;
        }

        if (changes.ContainsKey("version"))
        {
            return Error.Field(RequestErrorCodes.Invalid, "version", "The version is changed by the server; send the one that is known as If-Match.");
        }

        try
        {
            var merged = MergePatch.Apply(ToJson(before), changes).Deserialize<OrgProfile>(CatalystJson.Strict)!;
            return OrgProfileChecks.Check(merged) is { } error ? error : WithoutEmptyParts(merged);
        }
        catch (JsonException e)
        {
            return Error.Field(RequestErrorCodes.Invalid, e.Path ?? "$", "The profile has no such member, or it is of another type.");
        }
    }

    private static OrgProfile WithoutEmptyParts(OrgProfile profile) => profile with
    {
        Colors = profile.Colors == new BrandColors() ? null : profile.Colors,
        Address = profile.Address == new PostalAddress() ? null : profile.Address,
        Contact = profile.Contact == new OrgContact() ? null : profile.Contact,
    };

    private OrgProfile Write(Organisation org, OrgProfileEntry? entry, OrgProfile before, OrgProfile after)
    {
        var (old, now) = EventJson.Differing(ToState(before), ToState(after));
        if (old == new OrgProfileState() && now == new OrgProfileState())
        {
            return before;
        }

        if (entry is null)
        {
            entry = new OrgProfileEntry { OrgId = org.Id };
            profiles.Add(entry);
        }

        entry.Write(org, after);
        org.Version++;
        org.UpdatedAt = time.Now();
        journal.Write(org.Id, org.Id.ToString(), new OrgProfileChanged(old, now));
        return after with { Version = org.Version };
    }

    private static OrgProfileState ToState(OrgProfile profile) => new(
        profile.Description, profile.LogoUrl, profile.Website, profile.Colors, profile.Address, profile.Contact, profile.Links);

    private static JsonObject ToJson(OrgProfile profile) => JsonSerializer.SerializeToNode(profile, CatalystJson.Strict)!.AsObject();
}
