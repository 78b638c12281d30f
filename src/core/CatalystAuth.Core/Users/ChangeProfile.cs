using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
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

        var before = StateOf(user, profile);
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

    private void Record(UserAccount user, ProfileEntry profile, UserProfileState before, (string Public, string Writable, string Private) parts)
    {
        var (old, now) = EventJson.Differing(before, StateOf(user, profile));
        var tells = old != new UserProfileState() || now != new UserProfileState();

        // Custom data may hold anything, so the record says which part changed and not how.
        var changed = new List<CustomDataPart>();
        changed.AddRange(profile.Public != parts.Public ? [CustomDataPart.Public] : []);
        changed.AddRange(profile.Writable != parts.Writable ? [CustomDataPart.Writable] : []);
        changed.AddRange(profile.Private != parts.Private ? [CustomDataPart.Private] : []);
        if (!tells && changed.Count == 0)
        {
            return;
        }

        journal.Write(
            org: null, user.Id.ToString(), new UserUpdated(tells ? old : null, tells ? now : null, changed.Count == 0 ? null : changed));
        user.Version++;
        invalidations.UserIdentity(user.Id);
    }

    private static UserProfileState StateOf(UserAccount user, ProfileEntry profile) => new(
        user.Name, profile.GivenName, profile.FamilyName, profile.AvatarUrl, profile.Locale, profile.TimeZone, profile.Phone, profile.Bio,
        profile.Links);
}
