using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// What use cases say when something must no longer be believed: into the log for every node, and at once to this one after the commit.
/// </summary>
public sealed class Invalidations(
    IInvalidationLog log, InvalidationFeed feed, AppCatalog apps, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>A session ended.</summary>
    public void Session(SessionId session) => Append(InvalidationKind.Session, session.ToString());

    /// <summary>A key was revoked.</summary>
    public void Key(KeyId key) => Append(InvalidationKind.Key, key.ToString());

    /// <summary>A membership ended or changed.</summary>
    public void Membership(UserId user, OrgId org) =>
        Append(InvalidationKind.Membership, RevocationList.MembershipSubject(user.ToString(), org.ToString()));

    /// <summary>A user's labels, ban or overrides changed: whatever they are in any organisation.</summary>
    public void UserIdentity(UserId user) => Append(InvalidationKind.Identity, user.ToString());

    /// <summary>An organisation's labels, status, plan or own permissions changed: whatever its members are in it.</summary>
    public void OrgIdentity(OrgId org) => Append(InvalidationKind.Identity, org.ToString());

    /// <summary>What a member is in one organisation changed, without anything being taken away that a token might still carry.</summary>
    public void MemberIdentity(UserId user, OrgId org) =>
        Append(InvalidationKind.Identity, RevocationList.MembershipSubject(user.ToString(), org.ToString()));

    /// <summary>A group's roles, labels or place changed.</summary>
    public void GroupIdentity(GroupId group) => Append(InvalidationKind.Identity, group.ToString());

    /// <summary>A custom role's permissions changed.</summary>
    public void RoleIdentity(OrgId org, string role) => Append(InvalidationKind.Identity, $"{org}/role/{role}");

    /// <summary>A plan's features, limits or labels changed.</summary>
    public void PlanIdentity(string plan) => Append(InvalidationKind.Identity, $"plan/{plan}");

    /// <summary>An app was created or changed.</summary>
    public void AppChanged(ProtectedApp app)
    {
        log.Append(new Invalidation(InvalidationKind.App, app.Id.ToString(), time.Now()));
        var contract = app.ToContract();
        unitOfWork.AfterCommit(() => apps.Put(contract));
    }

    /// <summary>An app was deleted.</summary>
    public void AppDeleted(AppId app)
    {
        log.Append(new Invalidation(InvalidationKind.App, app.ToString(), time.Now()));
        unitOfWork.AfterCommit(() => apps.Remove(app));
    }

    private void Append(InvalidationKind kind, string subject)
    {
        var invalidation = new Invalidation(kind, subject, time.Now());
        log.Append(invalidation);
        unitOfWork.AfterCommit(() => feed.Publish(invalidation));
    }
}
