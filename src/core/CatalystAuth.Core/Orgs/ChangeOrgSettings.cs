using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.MergePatches;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Reads and changes what an organisation is set to.</summary>
internal sealed class ChangeOrgSettings(
    OrgAccess access, IOrgStore orgs, IOrgProfileStore profiles, Journal journal, IUnitOfWork unitOfWork)
{
    private const string Client = "client";
    private const string Server = "server";
    private const int MaxPartBytes = 32 * 1024;

    // Both parts, and the names of what goes.
    private const int MaxPatchBytes = 4 * MaxPartBytes;

    public async Task<Result<OrgSettings>> GetAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var refusal))
        {
            return refusal;
        }

        var settings = await profiles.FindSettingsAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false)
            ?? new OrgSettingsEntry { OrgId = granted.Org.Id };
        return settings.ToContract(granted.Holds(BuiltInPermissions.SettingsRead));
    }

    public Task<Result<OrgSettings>> RunAsync(OrgRef reference, JsonObject changes, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<OrgSettings>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.SettingsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                // What many write at once is merged one after the other.
                var org = granted.Org.Id;
                await orgs.LockAsync(org, ct).ConfigureAwait(false);
                var known = await profiles.FindSettingsAsync(org, ct).ConfigureAwait(false);
                var settings = known ?? new OrgSettingsEntry { OrgId = org };
                if (ifVersion is not null && ifVersion != settings.Version)
                {
                    return Refusals.VersionMismatch;
                }

                if (!Patch(settings, changes).TryGet(out var after, out var error))
                {
                    return error;
                }

                Write(settings, after, isNew: known is null);
                return settings.ToContract(granted.Holds(BuiltInPermissions.SettingsRead));
            },
            cancellationToken);

    private static Result<Parts> Patch(OrgSettingsEntry settings, JsonObject changes)
    {
        if (CustomData.CheckPatch(OrgErrorCodes.InvalidSettings, changes, MaxPatchBytes) is { } malformed)
        {
            return malformed;
        }

        var parts = new Dictionary<string, JsonObject> { [Client] = CustomData.Read(settings.Client), [Server] = CustomData.Read(settings.Server) };
        foreach (var (name, change) in changes)
        {
            if (!parts.TryGetValue(name, out var part))
            {
                return Error.Field(RequestErrorCodes.Invalid, name, $"Settings have the parts {Client} and {Server}, and no other.");
            }

            if (change is not (null or JsonObject))
            {
                return Error.Field(RequestErrorCodes.Invalid, name, $"{name} is an object, or null to empty it.");
            }

            parts[name] = change is JsonObject members ? MergePatch.Apply(part, members) : [];
            if (CustomData.Check(OrgErrorCodes.InvalidSettings, name, parts[name], MaxPartBytes) is { } error)
            {
                return error;
            }
        }

        return new Parts(CustomData.Write(parts[Client]), CustomData.Write(parts[Server]));
    }

    private void Write(OrgSettingsEntry settings, Parts after, bool isNew)
    {
        var changed = new List<SettingsPart>();
        changed.AddRange(after.Client != settings.Client ? [SettingsPart.Client] : []);
        changed.AddRange(after.Server != settings.Server ? [SettingsPart.Server] : []);
        if (changed.Count == 0)
        {
            return;
        }

        settings.Client = after.Client;
        settings.Server = after.Server;
        settings.Version++;
        if (isNew)
        {
            profiles.Add(settings);
        }

        // They may hold anything, so the record says which part changed and not how.
        journal.Write(settings.OrgId, settings.OrgId.ToString(), new OrgSettingsChanged(new(settings.Version - 1), new(settings.Version), changed));
    }

    private sealed record Parts(string Client, string Server);
}
