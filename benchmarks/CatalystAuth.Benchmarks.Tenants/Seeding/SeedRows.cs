using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Orgs;
using CatalystAuth.Storage.Users;
using Microsoft.AspNetCore.Identity;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>The rows of a user, an organisation or a membership, in the product's own types and normal forms.</summary>
/// <param name="data">Who there is.</param>
/// <param name="operatorHash">The hash of the operator's password.</param>
internal sealed class SeedRows(SeedData data, string operatorHash)
{
    private const string CustomRoleName = "releaser";

    private static readonly string[] Places = ["eu", "us", "apac"];
    private static readonly string[] TimeZones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];
    private static readonly string[] Locales = ["de-DE", "en-US", "ja-JP"];
    private static readonly string[] GroupPaths = ["engineering", "engineering/backend", "sales"];
    private static readonly string[] CustomPermissions = ["release:create", "release:read"];

    public IEnumerable<object> OfUser(long user)
    {
        var place = Dice.Below(Places.Length, Roll.Place, user);
        var at = data.JoinedAt(user);
        var account = Account(user, place);
        var emails = Emails(user, account).ToList();
        var profile = user > 0 && Dice.Unit(Roll.Profile, user) < 0.6 ? Profile(user, place) : null;
        yield return new IdentityUser<Guid>
        {
            Id = account.Id.Value,
            UserName = account.Email,
            NormalizedUserName = EmailAddress.KeyOf(account.Email),
            Email = account.Email,
            NormalizedEmail = EmailAddress.KeyOf(account.Email),
            LockoutEnabled = true,
            PasswordHash = user == 0 ? operatorHash : null,
            SecurityStamp = Dice.Id(at, Roll.UserId, ~user).ToString("N"),
            ConcurrencyStamp = Dice.Id(at, Roll.UserId, user, 1).ToString(),
        };
        yield return account;
        if (profile is not null)
        {
            yield return profile;
        }

        foreach (var email in emails)
        {
            yield return email;
        }

        var terms = UserTerms.Of(account, profile, emails);
        var together = UserTerms.Together(terms.Keys);
        foreach (var (term, hidden) in terms)
        {
            yield return new UserTerm { Term = term, UserId = account.Id, Hidden = hidden, Together = together };
        }
    }

    public IEnumerable<object> OfOrg(long org)
    {
        var at = data.FoundedAt(org);
        var id = data.OrgIdOf(org);
        var stored = new Organisation
        {
            Id = id,
            Slug = data.SlugOf(org),
            Name = data.NameOf(org),
            OwnerUserId = data.UserIdOf(data.OwnerOf(org)),
            Labels = Dice.Unit(Roll.OrgLabel, org) < 0.2 ? [new LabelEntry($"region:{Places[org % Places.Length]}")] : [],
            CreatedAt = at,
            UpdatedAt = at,
        };
        yield return stored;
        yield return new OrgSlugRow { Slug = stored.Slug, OrgId = id };
        foreach (var term in OrgNameSync.TermsOf(stored))
        {
            yield return new OrgTerm { Term = term, OrgId = id };
        }

        for (var group = 0; data.HasGroups(org) && group < GroupPaths.Length; group++)
        {
            yield return Group(org, group);
        }

        if (!data.HasRoles(org))
        {
            yield break;
        }

        yield return new CustomRole
        {
            Id = new(Dice.Id(at, Roll.RoleId, org)),
            OrgId = id,
            Name = CustomRoleName,
            Permissions = CustomPermissions,
            CreatedAt = at,
        };
        foreach (var permission in CustomPermissions)
        {
            yield return new PermissionDefinition { OrgId = id, Name = permission, CreatedAt = at };
        }

        yield return Binding(org, data.GroupIdOf(org, 1).ToString(), at, number: -1);
    }

    public IEnumerable<object> OfMember(long user)
    {
        var id = data.UserIdOf(user);
        var at = data.JoinedAt(user);
        foreach (var (org, role) in data.OrgsOf(user))
        {
            var orgId = data.OrgIdOf(org);
            yield return new Membership
            {
                Id = data.MembershipIdOf(user, org),
                OrgId = orgId,
                UserId = id,
                Role = role,
                LabelsDelta = Dice.Unit(Roll.Delta, user, org) < 0.05 ? [new LabelEntry("+oncall")] : [],
                CreatedAt = at,
            };
            if (data.HasGroups(org) && Dice.Unit(Roll.InGroup, user, org) < 0.3)
            {
                var group = Dice.Below(GroupPaths.Length, Roll.InGroup, ~user, org);
                yield return new GroupMembership { GroupId = data.GroupIdOf(org, group), UserId = id, OrgId = orgId, AddedAt = at };
            }

            if (data.HasRoles(org) && Dice.Unit(Roll.Bound, user, org) < 0.05)
            {
                yield return Binding(org, id.ToString(), at, user);
            }
        }
    }

    private UserAccount Account(long user, int place)
    {
        var at = data.JoinedAt(user);
        var banned = user > 0 && Dice.Unit(Roll.Ban, user) < 0.005;
        return new UserAccount
        {
            Id = data.UserIdOf(user),
            Email = data.EmailOf(user),
            EmailVerified = user == 0 || Dice.Unit(Roll.Verified, user) < 0.9,
            Name = user == 0 ? "Operator" : $"{data.GivenName(user)} {data.FamilyName(user)}",
            Labels = Dice.Unit(Roll.Label, user) switch
            {
                < 0.02 => [new("beta"), new($"region:{Places[place]}")],
                < 0.1 => [new($"region:{Places[place]}")],
                _ => [],
            },
            PlatformAdmin = user == 0,
            BannedAt = banned ? at : null,
            BanReason = banned ? "Spam" : null,
            CreatedAt = at,
        };
    }

    private IEnumerable<EmailEntry> Emails(long user, UserAccount account)
    {
        yield return Email(user, account, account.Email, primary: true, account.EmailVerified);
        if (user > 0 && Dice.Unit(Roll.SecondAddress, user) is var chance and < 0.15)
        {
            yield return Email(user, account, $"{data.GivenName(user)}{user}@example.net".ToLowerInvariant(), primary: false, chance < 0.1);
        }
    }

    private static EmailEntry Email(long user, UserAccount account, string address, bool primary, bool verified) => new()
    {
        Id = new(Dice.Id(account.CreatedAt, Roll.EmailId, user, primary ? 1 : 2)),
        UserId = account.Id,
        Address = address,
        Normalized = EmailAddress.KeyOf(address),
        Claimed = primary || verified ? EmailAddress.KeyOf(address) : null,
        Primary = primary,
        VerifiedAt = verified ? account.CreatedAt : null,
        CreatedAt = account.CreatedAt,
    };

    private ProfileEntry Profile(long user, int place) => new()
    {
        UserId = data.UserIdOf(user),
        GivenName = data.GivenName(user),
        FamilyName = data.FamilyName(user),
        AvatarUrl = $"https://img.seed.example/{user}.png",
        Locale = Locales[place],
        TimeZone = TimeZones[place],
    };

    private OrgGroup Group(long org, int group)
    {
        var path = GroupPaths[group];
        var slug = path[(path.LastIndexOf('/') + 1)..];
        var at = data.FoundedAt(org);
        return new OrgGroup
        {
            Id = data.GroupIdOf(org, group),
            OrgId = data.OrgIdOf(org),
            ParentId = path.Contains('/', StringComparison.Ordinal) ? data.GroupIdOf(org, group - 1) : null,
            Slug = slug,
            Path = path,
            Name = char.ToUpperInvariant(slug[0]) + slug[1..],
            Roles = group == 0 ? [BuiltInRoles.Viewer] : [],
            Labels = [new LabelEntry($"team:{slug}")],
            CreatedAt = at,
            UpdatedAt = at,
        };
    }

    private StoredBinding Binding(long org, string subject, DateTimeOffset at, long number) => new()
    {
        Id = new(Dice.Id(at, Roll.BindingId, org, number)),
        Subject = subject,
        Role = CustomRoleName,
        Scope = BindingScope.Org,
        OrgId = data.OrgIdOf(org),
        GroupId = null,
        ExpiresAt = null,
        CreatedBy = data.UserIdOf(data.OwnerOf(org)),
        CreatedAt = at,
    };
}
