using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Users;

/// <summary>Replaces a profile. Part of a larger unit of work, which has authorized it.</summary>
internal sealed class ChangeProfile(IUserStore users, IProfileStore profiles, Journal journal, Invalidations invalidations)
{
    /// <param name="id">Whose.</param>
    /// <param name="request">The new one.</param>
    /// <param name="byUser">Whether the user writes, who reaches only the writable part of custom data.</param>
    /// <param name="ifVersion">The version that the change is based on.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Result<Profile>> RunAsync(
        UserId id, SetProfileRequest request, bool byUser, int? ifVersion, CancellationToken cancellationToken)
    {
        if (ProfileChecks.Check(request) is { } error)
        {
            return error;
        }

        if (await users.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } user)
        {
            return byUser ? Refusals.Unauthenticated : UserRefusals.NotFound;
        }

        if (ifVersion is not null && ifVersion != user.Version)
        {
            return Refusals.VersionMismatch;
        }

        var profile = await profiles.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (profile is null)
        {
            profile = new ProfileEntry { UserId = id };
            profiles.Add(profile);
        }

        var before = Describe(user, profile);
        var parts = (profile.Public, profile.Writable, profile.Private);
        Write(user, profile, request, byUser);
        Record(user, profile, before, parts);
        return profile.ToContract(user, withPrivate: !byUser);
    }

    private static void Write(UserAccount user, ProfileEntry profile, SetProfileRequest request, bool byUser)
    {
        user.Name = request.Name;
        profile.GivenName = request.GivenName;
        profile.FamilyName = request.FamilyName;
        profile.AvatarUrl = request.AvatarUrl;
        profile.Locale = request.Locale;
        profile.TimeZone = request.TimeZone;
        profile.Phone = request.Phone;
        profile.Bio = request.Bio;
        profile.Links = request.Links ?? [];
        profile.Writable = CustomData.Write(request.Writable);
        if (!byUser)
        {
            profile.Public = CustomData.Write(request.Public);
            profile.Private = CustomData.Write(request.Private);
        }
    }

    private void Record(UserAccount user, ProfileEntry profile, JsonObject before, (string Public, string Writable, string Private) parts)
    {
        var after = Describe(user, profile);
        foreach (var name in before.Select(member => member.Key).Where(name => JsonNode.DeepEquals(before[name], after[name])).ToList())
        {
            before.Remove(name);
            after.Remove(name);
        }

        // Custom data may hold anything, so the record says which part changed and not how.
        var changed = new List<string>();
        changed.AddRange(profile.Public != parts.Public ? ["public"] : []);
        changed.AddRange(profile.Writable != parts.Writable ? ["writable"] : []);
        changed.AddRange(profile.Private != parts.Private ? ["private"] : []);
        if (after.Count == 0 && changed.Count == 0)
        {
            return;
        }

        journal.Write(EventTypes.UserUpdated, org: null, user.Id.ToString(), new JsonObject
        {
            ["before"] = before,
            ["after"] = after,
            ["data"] = changed.ToJson(),
        });
        user.Version++;
        invalidations.UserIdentity(user.Id);
    }

    private static JsonObject Describe(UserAccount user, ProfileEntry profile) => new()
    {
        ["name"] = user.Name,
        ["givenName"] = profile.GivenName,
        ["familyName"] = profile.FamilyName,
        ["avatarUrl"] = profile.AvatarUrl,
        ["locale"] = profile.Locale,
        ["timeZone"] = profile.TimeZone,
        ["phone"] = profile.Phone,
        ["bio"] = profile.Bio,
        ["links"] = profile.Links.Select(link => $"{link.Label} {link.Url}").ToJson(),
    };
}
