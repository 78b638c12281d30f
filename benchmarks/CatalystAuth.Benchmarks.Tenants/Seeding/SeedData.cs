using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>
/// Who there is and who is where, by number and without memory: a user, an organisation or a membership can be named again at any time,
/// by the seeder and by what measures.
/// </summary>
internal sealed class SeedData(SeedSize size)
{
    /// <summary>The address of user 0, who administers the platform and owns organisation 0.</summary>
    public const string OperatorEmail = "operator@seed.example";

    private static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Period = TimeSpan.FromDays(600);
    private static readonly string[] Kinds = ["Ltd", "Labs", "Group", "Works", "Systems"];
    private static readonly string[] PublicDomains = ["example.com", "example.net", "example.org"];

    public SeedSize Size => size;

    public DateTimeOffset JoinedAt(long user) => Begin + TimeSpan.FromMilliseconds((long)(Period.TotalMilliseconds * user / size.Users));

    public DateTimeOffset FoundedAt(long org) => JoinedAt(OwnerOf(org));

    public UserId UserIdOf(long user) => new(Dice.Id(JoinedAt(user), Roll.UserId, user));

    public OrgId OrgIdOf(long org) => new(Dice.Id(FoundedAt(org), Roll.OrgId, org));

    public GroupId GroupIdOf(long org, int group) => new(Dice.Id(FoundedAt(org), Roll.GroupId, org, group));

    public MembershipId MembershipIdOf(long user, long org) => new(Dice.Id(JoinedAt(user), Roll.MembershipId, user, org));

    public string GivenName(long user) => Names.Given(Dice.Unit(Roll.Given, user));

    public string FamilyName(long user) => Names.Family(Dice.Unit(Roll.Family, user));

    public string EmailOf(long user)
    {
        if (user == 0)
        {
            return OperatorEmail;
        }

        var domain = Dice.Below(100, Roll.Domain, user) is var roll and < 30
            ? PublicDomains[roll % PublicDomains.Length]
            : $"{Names.Family(Dice.Unit(Roll.Domain, user, 1) * 0.1).ToLowerInvariant()}.example";
        return $"{GivenName(user)}.{FamilyName(user)}{user}@{domain}".ToLowerInvariant();
    }

    public string NameOf(long org) => $"{Names.Family(Dice.Unit(Roll.OrgName, org))} {Kinds[org % Kinds.Length]}";

    public string SlugOf(long org) => $"{NameOf(org).ToLowerInvariant().Replace(' ', '-')}-{org}";

    public long OwnerOf(long org) => org * size.Users / size.Orgs;

    public bool HasGroups(long org) => org % 4 == 0;

    public bool HasRoles(long org) => org % 8 == 0;

    /// <summary>The organisations of a user: the one that has all, their own, and some by chance.</summary>
    public IReadOnlyList<(long Org, string Role)> OrgsOf(long user)
    {
        var found = new List<(long Org, string Role)> { (0, user == 0 ? BuiltInRoles.Owner : RoleIn(user, 0)) };
        for (var org = Math.Max(1, CeilingOf(user)); org < CeilingOf(user + 1); org++)
        {
            found.Add((org, BuiltInRoles.Owner));
        }

        var more = (int)(SpreadBefore(user + 1) - SpreadBefore(user));
        for (var turn = 0L; more > 0; turn++)
        {
            // Squared, so that some organisations are large and most are small.
            var chance = Dice.Unit(Roll.OrgPick, user, turn);
            var org = 1 + (long)((size.Orgs - 1) * chance * chance);
            if (found.TrueForAll(known => known.Org != org))
            {
                found.Add((org, RoleIn(user, org)));
                more--;
            }
        }

        return found;
    }

    private static string RoleIn(long user, long org) => Dice.Below(100, Roll.Role, user, org) switch
    {
        < 5 => BuiltInRoles.Admin,
        < 80 => BuiltInRoles.Member,
        _ => BuiltInRoles.Viewer,
    };

    // The first organisation whose owner is the user or one behind them.
    private long CeilingOf(long user) => ((user * size.Orgs) + size.Users - 1) / size.Users;

    private long SpreadBefore(long user) => (long)((decimal)user * size.Spread / size.Users);
}
