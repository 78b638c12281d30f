using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.SignInPolicies;

namespace CatalystAuth.Core.Orgs;

/// <summary>An organisation as it is stored.</summary>
public sealed class Organisation
{
    /// <summary>Its id.</summary>
    public required OrgId Id { get; init; }

    /// <summary>Its slug.</summary>
    public required string Slug { get; set; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; set; }

    /// <summary>The logo of its profile.</summary>
    public string? LogoUrl { get; set; }

    /// <summary>Whether it can be used.</summary>
    public OrgStatus Status { get; private set; } = OrgStatus.Active;

    /// <summary>
    /// When the status last changed. Each change is later than the one before, whatever the clocks of the nodes say, so that nodes
    /// can tell the order of two changes.
    /// </summary>
    public DateTimeOffset? StatusAt { get; private set; }

    /// <summary>When it was suspended; a deletion keeps it, so that nobody escapes by deleting and restoring.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>Why it is suspended.</summary>
    public string? SuspendReason { get; private set; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>From when on it may be purged.</summary>
    public DateTimeOffset? PurgeAt { get; private set; }

    /// <summary>When a purge began; from then on nothing brings it back.</summary>
    public DateTimeOffset? PurgeStartedAt { get; private set; }

    /// <summary>Who owns it.</summary>
    public required UserId OwnerUserId { get; set; }

    /// <summary>How its members prove who they are.</summary>
    public OrgSignIn SignIn { get; private set; } = OrgSignIn.Default;

    /// <summary>Labels set on it.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public Org ToContract() => new(Id, Slug, Name, Status, OwnerUserId, Labels.Texts(), Version, CreatedAt, UpdatedAt)
    {
        ExpiringLabels = Labels.Expiring(),
        LogoUrl = LogoUrl,
        SuspendReason = SuspendReason,
        DeletedAt = DeletedAt,
        PurgeAt = PurgeAt,
    };

    internal void Suspend(string? reason, DateTimeOffset now)
    {
        Turn(OrgStatus.Suspended, now);
        (SuspendedAt, SuspendReason) = (now, reason);
    }

    internal void Reactivate(DateTimeOffset now)
    {
        Turn(OrgStatus.Active, now);
        (SuspendedAt, SuspendReason) = (null, null);
    }

    internal void Delete(DateTimeOffset now, TimeSpan window)
    {
        Turn(OrgStatus.Deleted, now);
        (DeletedAt, PurgeAt) = (now, now + window);
    }

    internal void Restore(DateTimeOffset now)
    {
        Turn(SuspendedAt is null ? OrgStatus.Active : OrgStatus.Suspended, now);
        (DeletedAt, PurgeAt) = (null, null);
    }

    internal void BeginPurge(DateTimeOffset now)
    {
        PurgeStartedAt ??= now;
        PurgeAt = PurgeAt < now ? PurgeAt : now;
        Version++;
    }

    internal void SignInBy(OrgSignIn signIn, DateTimeOffset now)
    {
        SignIn = signIn;
        Version++;
        UpdatedAt = now;
    }

    internal void PassTo(UserId owner, DateTimeOffset now)
    {
        OwnerUserId = owner;
        Version++;
        UpdatedAt = now;
    }

    private void Turn(OrgStatus status, DateTimeOffset now)
    {
        Status = status;
        var next = (StatusAt ?? CreatedAt).AddMilliseconds(1);
        StatusAt = next > now ? next : now;
        Version++;
        UpdatedAt = now;
    }
}
