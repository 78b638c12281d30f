using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Labels;

/// <summary>Takes out of answers the labels that are not to be seen: those that have expired and those that are hidden. Pure.</summary>
/// <param name="schemas">The schemas whose hidden labels go; <see cref="LabelSchemaSet.Empty"/> for who sees all.</param>
/// <param name="now">The time.</param>
internal sealed class ShownLabels(LabelSchemaSet schemas, DateTimeOffset now)
{
    public Org In(Org org) => org with { Labels = Of(org.Labels, org.ExpiringLabels), ExpiringLabels = Of(org.ExpiringLabels) };

    public Group In(Group group) => group with { Labels = Of(group.Labels, group.ExpiringLabels), ExpiringLabels = Of(group.ExpiringLabels) };

    public User In(User user) => user with { Labels = Of(user.Labels, user.ExpiringLabels), ExpiringLabels = Of(user.ExpiringLabels) };

    public ApiKey In(ApiKey key) => key with { Labels = Of(key.Labels, key.ExpiringLabels), ExpiringLabels = Of(key.ExpiringLabels) };

    public Member In(Member member) => member with
    {
        LabelsDelta = Of(member.LabelsDelta, member.ExpiringLabelsDelta),
        ExpiringLabelsDelta = Of(member.ExpiringLabelsDelta),
    };

    public Invitation In(Invitation invitation) => invitation with
    {
        LabelsDelta = Of(invitation.LabelsDelta, invitation.ExpiringLabelsDelta),
        ExpiringLabelsDelta = Of(invitation.ExpiringLabelsDelta),
    };

    /// <summary>The texts of labels that stand on something.</summary>
    public IReadOnlyList<string> TextsOf(IReadOnlyList<LabelEntry> entries) =>
        [.. entries.Where(entry => entry.IsLive(now) && !Hides(entry.Label)).Select(entry => entry.Label)];

    /// <summary>An identity as a client may know it.</summary>
    public static EffectiveUser ForClients(EffectiveUser identity) => identity.Labels.All(label => label.ClientVisible)
        ? identity
        : identity with { Labels = [.. identity.Labels.Where(label => label.ClientVisible)] };

    private IReadOnlyList<string> Of(IReadOnlyList<string> labels, IReadOnlyList<LabelEntry>? expiring) =>
        labels.Count == 0 || (expiring is null && !schemas.HidesAny)
            ? labels
            : [.. labels.Where(label => !Hides(label) && expiring?.Any(entry => entry.Label == label && !entry.IsLive(now)) != true)];

    private IReadOnlyList<LabelEntry>? Of(IReadOnlyList<LabelEntry>? expiring) =>
        expiring?.Where(entry => entry.IsLive(now) && !Hides(entry.Label)).Expiring();

    // No label begins with the sign of a delta.
    private bool Hides(string labelOrDelta) => schemas.Hides(labelOrDelta.TrimStart('+', '-'));
}
