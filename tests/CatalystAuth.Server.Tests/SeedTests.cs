using System.Net;
using CatalystAuth.Benchmarks.Tenants.Seeding;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using CatalystAuth.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

/// <summary>On a PostgreSQL database that the benchmarks' seeder filled before the server first saw it.</summary>
public sealed class SeededServer : TestServer
{
    internal static readonly SeedSize Size = new(Users: 200, Orgs: 20, Memberships: 600);

    public string Connection { get; private set; } = string.Empty;

    protected override bool HasAdmin => false;

    protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        Connection = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await SeedTests.SeedAsync(Connection, Size);
        settings["Catalyst:Storage:Provider"] = "postgres";
        settings["ConnectionStrings:Catalyst"] = Connection;
    }
}

public sealed class SeedTests(SeededServer server, PostgresServer unseeded) : IClassFixture<SeededServer>
{
    private readonly SeedData _data = new(SeededServer.Size);

    [Fact]
    public async Task A_seeded_user_is_found_by_name_and_address()
    {
        var caller = await SignInAsync();
        var user = _data.UserIdOf(123).ToString();

        var byName = await caller.GetAsync($"/v1/users?q={_data.GivenName(123)}%20{_data.FamilyName(123)[..4]}");
        byName.Items().Select(found => found["id"]!.GetValue<string>()).ShouldContain(user);
        var byAddress = await caller.GetAsync($"/v1/users?email={_data.EmailOf(123)}");
        byAddress.Items().Select(found => found["id"]!.GetValue<string>()).ShouldBe([user]);
        var member = await caller.GetAsync($"/v1/orgs/{_data.OrgIdOf(0)}/members?q={_data.FamilyName(123)}");
        member.Items().Select(found => found["userId"]!.GetValue<string>()).ShouldContain(user);
    }

    [Fact]
    public async Task Each_membership_has_its_effective_identity_and_each_organisation_its_owner()
    {
        var caller = await SignInAsync();
        var counted = 0L;
        for (var user = 0L; user < SeededServer.Size.Users; user++)
        {
            counted += _data.OrgsOf(user).Count;
        }

        counted.ShouldBe(SeededServer.Size.Memberships);
        foreach (var (user, org, role) in new[] { 40L, 41L }.SelectMany(user => _data.OrgsOf(user).Select(found => (user, found.Org, found.Role))))
        {
            var identity = await caller.GetAsync($"/v1/orgs/{_data.SlugOf(org)}/members/{_data.UserIdOf(user)}/effective");
            identity.ShouldBe(HttpStatusCode.OK);
            identity.Text("role").ShouldBe(role);
        }

        var owned = await caller.GetAsync($"/v1/orgs/{_data.OrgIdOf(5)}/members?role=owner");
        owned.Items().Single()["userId"]!.GetValue<string>().ShouldBe(_data.UserIdOf(_data.OwnerOf(5)).ToString());
    }

    [Theory]
    [InlineData("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")]
    [InlineData("SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint ORDER BY 1")]
    public async Task The_database_has_all_its_keys_and_indexes_again(string query)
    {
        var seeded = await QueryAsync(server, query);

        seeded.Count.ShouldBeGreaterThan(20);
        seeded.ShouldBe(await QueryAsync(unseeded, query));
    }

    [Fact]
    public async Task A_database_that_is_in_use_is_refused()
    {
        var refusal = await Should.ThrowAsync<SeedException>(() => SeedAsync(server.Connection, SeededServer.Size));
        refusal.Message.ShouldContain("in use");
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(10, 5, 13)]
    [InlineData(10, 5, 50)]
    public async Task A_size_that_makes_no_sense_is_refused(long users, long orgs, long memberships)
    {
        var connection = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await Should.ThrowAsync<SeedException>(() => SeedAsync(connection, new(users, orgs, memberships)));
    }

    internal static Task SeedAsync(string connection, SeedSize size) =>
        new Seeder(connection, size, TestServer.Password).RunAsync(new Progress<SeedStep>(), CancellationToken.None);

    private async Task<Caller> SignInAsync()
    {
        var answer = await server.SignInAsync(SeedData.OperatorEmail);
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(server.NewHttpClient(), answer);
    }

    private static async Task<List<string>> QueryAsync(TestServer of, string query)
    {
        await using var scope = of.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        return await context.Database.SqlQueryRaw<string>(query).ToListAsync(TestContext.Current.CancellationToken);
    }
}
