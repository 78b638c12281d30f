using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>A membership as it is stored.</summary>
public sealed class Membership
{
    /// <summary>Its id.</summary>
    public required MembershipId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The user.</summary>
    public required UserId UserId { get; init; }

    /// <summary>One of <see cref="BuiltInRoles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>Labels added (<c>+x</c>) or taken away (<c>-x</c>).</summary>
    public IReadOnlyList<LabelEntry> LabelsDelta { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>When the user joined.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gives it another role or delta.</summary>
    public void Change(string role, IReadOnlyList<LabelEntry> labelsDelta)
    {
        (Role, LabelsDelta) = (role, labelsDelta);
        Version++;
    }

    /// <summary>As events tell of it.</summary>
    public MemberState ToState() => new(Role, LabelsDelta.Texts(), LabelsDelta.Expiring());

    /// <summary>As the wire has it.</summary>
    public Member ToContract(UserAccount user) => new(Id, UserId, user.Name, user.Email, Role, LabelsDelta.Texts(), CreatedAt)
    {
        ExpiringLabelsDelta = LabelsDelta.Expiring(),
        Version = Version,
    };
}
