using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Benchmarks.Tenants.Measuring;

/// <summary>What is measured.</summary>
internal static class Operations
{
    private const int Prefix = 4;

    // As a list shows while somebody types; so that both databases answer with about as many.
    private const int Shown = 10;
    private const int SmallPage = 10;
    private const int FarPage = 1000;

    public static IReadOnlyList<Operation> All { get; } =
    [
        Operation.Of("baseline: GET /healthz/live", target =>
            async () => await target.Http.GetStringAsync(new Uri("/healthz/live", UriKind.Relative))),
        Operation.Of("effective identity, uncached (in process)", Uncached),
        new("effective identity, cached (in process)", CachedAsync),
        Operation.Of("effective identity, first read", target =>
        {
            var (user, org) = target.AnyMember();
            return () => IdentityAsync(target, user, org);
        }),
        new("effective identity, read again", async target =>
        {
            var (user, org) = target.AnyMember();
            await IdentityAsync(target, user, org);
            return () => IdentityAsync(target, user, org);
        }),
        Members("members of the largest org, page 1 of 10", 1, SmallPage),
        Members("members of the largest org, page 1000 of 10", FarPage, SmallPage),
        Members("members of the largest org, page 1 of 200", 1, PageRequest.MaxLimit),
        Members("members of the largest org, page 1000 of 200", FarPage, PageRequest.MaxLimit),
        MemberSearch("member search, largest org: one whole name", (target, user) => target.Data.FamilyName(user)),
        MemberSearch("member search, largest org: two words", (target, user) => $"{target.Data.GivenName(user)} {target.Data.FamilyName(user)}"),
        Operation.Of("member search, any org: beginning of a name", target =>
        {
            var (user, org) = target.AnyMember();
            return () => SearchMembersAsync(target, org, target.Data.FamilyName(user)[..Prefix]);
        }),
        UserSearch("user search: beginning of a name", (target, user) => new(Q: target.Data.FamilyName(user)[..Prefix])),
        UserSearch("user search: a given name", (target, user) => new(Q: target.Data.GivenName(user))),
        UserSearch("user search: two words", (target, user) => new(Q: $"{target.Data.GivenName(user)} {target.Data.FamilyName(user)}")),
        UserSearch("user search: beginnings of two words", (target, user) =>
            new(Q: $"{target.Data.GivenName(user)[..3]} {target.Data.FamilyName(user)[..Prefix]}")),
        UserSearch("user search: words that all have, and a name", (target, user) => new(Q: $"ex {target.Data.FamilyName(user)}")),
        UserSearch("user search: an address", (target, user) => new(Email: target.Data.EmailOf(user))),
        Operation.Of("user list: banned, since a time", target =>
            Users(target, new(Status: UserQuery.Banned, CreatedAfter: target.Data.JoinedAt(target.AnyUser() / 2)))),
        Operation.Of("user list: label and status", target => Users(target, new(Label: "region:eu", Status: UserQuery.Active))),
        Operation.Of("org by slug", target =>
        {
            var slug = OrgRef.Parse(target.Data.SlugOf(target.AnyOrg()));
            return async () => SeededTarget.Read(await target.Client.Orgs.GetAsync(slug));
        }),
    ];

    private static Operation Members(string name, int page, int limit)
    {
        var starts = new Dictionary<SeededTarget, string?>();
        return new(name, async target =>
        {
            if (!starts.TryGetValue(target, out var cursor))
            {
                cursor = starts[target] = await target.WalkAsync(page, limit);
            }

            return page > 1 && cursor is null ? null : async () =>
                Expect(SeededTarget.Read(await target.Client.Members.ListAsync(target.Everybody, new PageRequest(limit, cursor))).Items.Count, name);
        });
    }

    private static Operation MemberSearch(string name, Func<SeededTarget, long, string> words) => Operation.Of(name, target =>
    {
        var q = words(target, target.AnyUser());
        return () => SearchMembersAsync(target, org: 0, q);
    });

    private static Operation UserSearch(string name, Func<SeededTarget, long, UserQuery> query) =>
        Operation.Of(name, target => Users(target, query(target, target.AnyUser())));

    private static Func<Task> Users(SeededTarget target, UserQuery query) => async () =>
        Expect(SeededTarget.Read(await target.Client.Users.SearchAsync(query, new PageRequest(Shown))).Items.Count, query);

    private static async Task SearchMembersAsync(SeededTarget target, long org, string q) =>
        Expect(SeededTarget.Read(await target.Client.Members.SearchAsync(target.Data.OrgIdOf(org), new MemberQuery(q), new PageRequest(Shown))).Items.Count, q);

    private static async Task IdentityAsync(SeededTarget target, long user, long org) =>
        SeededTarget.Read(await target.Client.Identities.GetAsync(target.Data.OrgIdOf(org), target.Data.UserIdOf(user)));

    private static Func<Task> Uncached(SeededTarget target)
    {
        var (user, org) = target.AnyMember();
        return async () =>
        {
            await using var scope = target.Services.CreateAsyncScope();
            var resolver = scope.ServiceProvider.GetRequiredService<EffectiveIdentityResolver>();
            Expect(await resolver.ResolveAsync(target.Data.UserIdOf(user), target.Data.OrgIdOf(org), CancellationToken.None) is null ? 0 : 1, user);
        };
    }

    private static async Task<Func<Task>?> CachedAsync(SeededTarget target)
    {
        var (user, org) = target.AnyMember();
        var cache = target.Services.GetRequiredService<EffectiveIdentityCache>();
        async Task ReadAsync() =>
            Expect(await cache.GetAsync(target.Data.UserIdOf(user), target.Data.OrgIdOf(org), CancellationToken.None) is null ? 0 : 1, user);

        await ReadAsync();
        return ReadAsync;
    }

    // What finds nothing measures nothing.
    private static void Expect(int found, object what)
    {
        if (found == 0)
        {
            throw new InvalidOperationException($"Nothing was found for {what}.");
        }
    }
}
