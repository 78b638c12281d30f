using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// What use cases say when something must no longer be believed: into the log for every node, and after the commit
/// at once to this one, while the bus wakes the others.
/// </summary>
public sealed class Invalidations(
    IInvalidationLog log, InvalidationFeed feed, AppCatalog apps, IInvalidationBus bus, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>A session ended.</summary>
    public void Session(SessionId session) => Append(InvalidationKind.Session, session.ToString());

    /// <summary>A key was revoked.</summary>
    public void Key(KeyId key) => Append(InvalidationKind.Key, key.ToString());

    /// <summary>A membership ended or changed.</summary>
    public void Membership(UserId user, OrgId org) =>
        Append(InvalidationKind.Membership, RevocationList.MembershipSubject(user.ToString(), org.ToString()));

    /// <summary>An app was created or changed.</summary>
    public void AppChanged(ProtectedApp app)
    {
        Write(new Invalidation(InvalidationKind.App, app.Id.ToString(), time.Now()));
        var contract = app.ToContract();
        unitOfWork.AfterCommit(() => apps.Put(contract));
    }

    /// <summary>An app was deleted.</summary>
    public void AppDeleted(AppId app)
    {
        Write(new Invalidation(InvalidationKind.App, app.ToString(), time.Now()));
        unitOfWork.AfterCommit(() => apps.Remove(app));
    }

    private void Append(InvalidationKind kind, string subject)
    {
        var invalidation = new Invalidation(kind, subject, time.Now());
        Write(invalidation);
        unitOfWork.AfterCommit(() => feed.Publish(invalidation));
    }

    private void Write(Invalidation invalidation)
    {
        log.Append(invalidation);

        // The same action each time, so it runs once however much a transaction writes.
        unitOfWork.AfterCommit(bus.Publish);
    }
}
