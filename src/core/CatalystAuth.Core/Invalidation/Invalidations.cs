using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Tokens.Revocations;

namespace CatalystAuth.Core.Invalidation;

/// <summary>
/// What use cases say when something must no longer be believed: into the log for every node, and after the commit
/// at once to this one, while the bus wakes the others.
/// </summary>
public sealed class Invalidations(
    IInvalidationLog log, InvalidationFeed feed, AppCatalog apps, DomainCatalog domains, IInvalidationBus bus, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>A session ended.</summary>
    public void Session(SessionId session) => Append(InvalidationKind.Session, session.ToString());

    /// <summary>An access token was given back.</summary>
    public void Token(string tokenId) => Append(InvalidationKind.Token, tokenId);

    /// <summary>A key was revoked.</summary>
    public void Key(KeyId key) => Append(InvalidationKind.Key, key.ToString());

    /// <summary>A user was banned or deleted.</summary>
    public void User(UserId user) => Append(InvalidationKind.User, user.ToString());

    /// <summary>An organisation's status changed.</summary>
    public void OrgStatus(Organisation org) => Append(new(
        org.Status == Contracts.Orgs.OrgStatus.Active ? InvalidationKind.OrgResumed : InvalidationKind.OrgStopped,
        org.Id.ToString(), org.StatusAt ?? time.Now()));

    /// <summary>How members of an organisation sign in changed: they get tokens for it anew, if they may.</summary>
    public void SignIn(OrgId org) => Append(InvalidationKind.SignIn, RevocationSubjects.SignIn(org.ToString()));

    /// <summary>A membership ended or changed.</summary>
    public void Membership(UserId user, OrgId org) =>
        Append(InvalidationKind.Membership, RevocationSubjects.Membership(user.ToString(), org.ToString()));

    /// <summary>A key may do less, or is disabled; its tokens from before die, the key itself lives.</summary>
    public void KeyTokens(KeyId key, OrgId org) =>
        Append(InvalidationKind.Membership, RevocationSubjects.Membership(key.ToString(), org.ToString()));

    /// <summary>A role holds less, or is no longer given to all who have it: tokens that carry it die.</summary>
    public void Role(OrgId org, string role) => Append(InvalidationKind.Role, IdentityTags.Role(org, role));

    /// <summary>Being in a group means less, or its path is another: tokens that carry the path die, and those of the organisation in which the groups did not fit.</summary>
    public void Group(OrgId org, GroupId group, string path)
    {
        Append(InvalidationKind.Group, RevocationSubjects.Group(org.ToString(), path));
        Append(InvalidationKind.Group, RevocationSubjects.Group(org.ToString(), RevocationSubjects.AnyGroup));
        Append(InvalidationKind.Identity, IdentityTags.Group(group));
    }

    /// <summary>A user has other labels, or another address.</summary>
    public void UserClaims(UserId user)
    {
        UserIdentity(user);
        AppendClaims(user.ToString());
    }

    /// <summary>An organisation has other labels, another slug, or gives all of its members something.</summary>
    public void OrgClaims(OrgId org)
    {
        OrgIdentity(org);
        AppendClaims(org.ToString());
    }

    /// <summary>A member came into a group, or was given a role. A rule may deny by that, so what tokens said before is wrong.</summary>
    public void MemberClaims(UserId user, OrgId org)
    {
        Append(InvalidationKind.Identity, IdentityTags.Member(user, org));
        AppendClaims(RevocationSubjects.Membership(user.ToString(), org.ToString()));
    }

    /// <summary>A group gives its members something else.</summary>
    public void GroupClaims(OrgId org, GroupId group, string path)
    {
        Append(InvalidationKind.Identity, IdentityTags.Group(group));
        AppendClaims(RevocationSubjects.Group(org.ToString(), path));
        AppendClaims(RevocationSubjects.Group(org.ToString(), RevocationSubjects.AnyGroup));
    }

    /// <summary>A role holds more.</summary>
    public void RoleClaims(OrgId org, string role)
    {
        RoleIdentity(org, role);
        AppendClaims(RevocationSubjects.Role(org.ToString(), role));
    }

    /// <summary>A user's profile, ban or overrides changed, of which tokens say nothing or which revokes by itself: whatever they are in any organisation.</summary>
    public void UserIdentity(UserId user) => Append(InvalidationKind.Identity, IdentityTags.User(user));

    /// <summary>An organisation's status, plan or label schemas changed, of which tokens say nothing or which revokes by itself: whatever its members are in it.</summary>
    public void OrgIdentity(OrgId org) => Append(InvalidationKind.Identity, IdentityTags.Org(org));

    /// <summary>Somebody is a member now, of whom no token says anything yet.</summary>
    public void MemberIdentity(UserId user, OrgId org) => Append(InvalidationKind.Identity, IdentityTags.Member(user, org));

    /// <summary>Something changed that every identity is made of, e.g. which labels clients see.</summary>
    public void EveryIdentity() => Append(InvalidationKind.Identity, IdentityTags.Platform);

    /// <summary>An organisation's owners hold a permission that is new, so no rule denies by it yet.</summary>
    public void RoleIdentity(OrgId org, string role) => Append(InvalidationKind.Identity, IdentityTags.Role(org, role));

    /// <summary>A plan's features, limits or labels changed.</summary>
    public void PlanIdentity(string plan) => Append(InvalidationKind.Identity, IdentityTags.Plan(plan));

    /// <summary>The default plan changed, or is another: it lies beneath what every organisation has.</summary>
    public void DefaultPlanIdentity() => Append(InvalidationKind.Identity, IdentityTags.DefaultPlan);

    /// <summary>An organisation has less of its plan or overrides: tokens for it die.</summary>
    public void OrgEntitlements(OrgId org) => AppendEntitlements(org.ToString());

    /// <summary>A user has less of what was overridden: their tokens for organisations die.</summary>
    public void UserEntitlements(UserId user) => AppendEntitlements(user.ToString());

    /// <summary>A plan gives less: tokens that carry it die.</summary>
    public void PlanEntitlements(string plan) => AppendEntitlements(IdentityTags.Plan(plan));

    /// <summary>The default plan gives less: tokens for any organisation die.</summary>
    public void DefaultPlanEntitlements() => AppendEntitlements(RevocationSubjects.EveryOrg);

    /// <summary>A signing key was given up: what it signed dies.</summary>
    public void SigningKeyRevoked(string id) => Append(InvalidationKind.SigningKeyRevoked, RevocationSubjects.SigningKey(id));

    /// <summary>Signing keys changed: other nodes read them again.</summary>
    public void SigningKeysChanged() => Write(new Invalidation(InvalidationKind.SigningKeysChanged, "*", time.Now()));

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

    /// <summary>A domain of forward-auth was set.</summary>
    public void DomainSet(StoredDomain domain)
    {
        Write(new Invalidation(InvalidationKind.ForwardAuthDomain, domain.Domain, time.Now()));
        var (name, org) = (domain.Domain, domain.OrgId);
        unitOfWork.AfterCommit(() => domains.Put(name, org));
    }

    /// <summary>A domain of forward-auth was removed.</summary>
    public void DomainRemoved(string domain)
    {
        Write(new Invalidation(InvalidationKind.ForwardAuthDomain, domain, time.Now()));
        unitOfWork.AfterCommit(() => domains.Remove(domain));
    }

    private void AppendClaims(string of) => Append(InvalidationKind.Claims, RevocationSubjects.Claims(of));

    private void AppendEntitlements(string of) => Append(InvalidationKind.Entitlements, RevocationSubjects.Entitlements(of));

    private void Append(InvalidationKind kind, string subject) => Append(new(kind, subject, time.Now()));

    private void Append(Invalidation invalidation)
    {
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
