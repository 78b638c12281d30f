using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Permissions;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Users;
using CatalystAuth.Identity.Embedded;
using CatalystAuth.Storage;
using CatalystAuth.Storage.Orgs;
using CatalystAuth.Storage.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>
/// Fills an empty PostgreSQL database with many users, organisations and memberships, all in one transaction: either all is there or
/// nothing. What is in memory at a time does not grow with the size.
/// </summary>
internal sealed class Seeder(string connectionString, SeedSize size, string operatorPassword)
{
    private const int UsersAtOnce = 10_000;
    private const int OrgsAtOnce = 5_000;

    // A table before those that refer to it.
    private static readonly Type[] Entities =
    [
        typeof(IdentityUser<Guid>), typeof(UserAccount), typeof(ProfileEntry), typeof(EmailEntry), typeof(UserTerm), typeof(Organisation),
        typeof(OrgSlugRow), typeof(OrgTerm), typeof(OrgGroup), typeof(CustomRole), typeof(PermissionDefinition), typeof(Membership), typeof(GroupMembership), typeof(StoredBinding),
    ];

    /// <exception cref="SeedException">The size makes no sense, or the database is not empty.</exception>
    public async Task RunAsync(IProgress<SeedStep> progress, CancellationToken cancellationToken)
    {
        if (size.Problem is { } problem)
        {
            throw new SeedException(problem);
        }

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);

        // Or VACUUM meets rows whose commit is not in the log yet, and lets no page of them be passed over by who reads an index.
        await ExecuteAsync(connection, "SET synchronous_commit = on", cancellationToken);
        await RefuseIfInUseAsync(connection, cancellationToken);
        await using var services = NewServices();
        await using var scope = services.CreateAsyncScope();
        await StorageMigrator.MigrateAsync(scope.ServiceProvider, cancellationToken);
        var model = scope.ServiceProvider.GetRequiredService<CatalystDbContext>().Model;
        var copies = Entities.ToDictionary(type => type, type => new TableCopy(model.FindEntityType(type)!));
        var tables = copies.Values.Select(copy => copy.Table).ToArray();
        var hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<IdentityUser<Guid>>>()
            .HashPassword(new IdentityUser<Guid>(), operatorPassword);

        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await ExecuteAsync(connection, $"LOCK TABLE {string.Join(", ", tables)} IN ACCESS EXCLUSIVE MODE", cancellationToken);
            await RefuseIfInUseAsync(connection, cancellationToken);
            await ExecuteAsync(connection, "SET LOCAL maintenance_work_mem = '512MB'", cancellationToken);
            var indexes = await IndexesAside.TakeAsync(connection, tables, cancellationToken);
            await LoadAsync(connection, new SeedRows(new SeedData(size), hash), copies, progress, cancellationToken);
            await indexes.PutBackAsync(done => progress.Report(new("indexes", done, indexes.Count)), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        for (var i = 0; i < tables.Length; i++)
        {
            await ExecuteAsync(connection, $"VACUUM (ANALYZE) {tables[i]}", cancellationToken);
            progress.Report(new("statistics", i + 1, tables.Length));
        }
    }

    private async Task LoadAsync(
        NpgsqlConnection connection, SeedRows rows, Dictionary<Type, TableCopy> copies, IProgress<SeedStep> progress,
        CancellationToken cancellationToken)
    {
        (string Name, long Count, int AtOnce, Func<long, IEnumerable<object>> Rows)[] loads =
        [
            ("users", size.Users, UsersAtOnce, rows.OfUser),
            ("organisations", size.Orgs, OrgsAtOnce, rows.OfOrg),
            ("members", size.Users, UsersAtOnce, rows.OfMember),
        ];
        foreach (var load in loads)
        {
            for (var first = 0L; first < load.Count;)
            {
                var next = Math.Min(load.Count, first + load.AtOnce);
                var found = Numbers(first, next).SelectMany(load.Rows).ToLookup(row => row.GetType());
                foreach (var type in Entities.Where(found.Contains))
                {
                    await copies[type].RunAsync(connection, [.. found[type]], cancellationToken);
                }

                progress.Report(new(load.Name, next, load.Count));
                first = next;
            }
        }
    }

    private static IEnumerable<long> Numbers(long first, long end)
    {
        for (var number = first; number < end; number++)
        {
            yield return number;
        }
    }

    private static async Task RefuseIfInUseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var table in new[] { "users", "identity_users", "organisations" })
        {
            if (await ExecuteAsync(connection, $"SELECT to_regclass('{table}') IS NOT NULL", cancellationToken) is true
                && await ExecuteAsync(connection, $"SELECT EXISTS (SELECT FROM {table})", cancellationToken) is true)
            {
                throw new SeedException($"The database is in use: {table} has rows. Seed an empty one; nothing was changed.");
            }
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Names of tables, which come from the model.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private ServiceProvider NewServices() => new ServiceCollection()
        .AddLogging()
        .AddCatalystStorage(new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = connectionString })
        .AddEmbeddedIdentity(new ConfigurationBuilder().Build())
        .BuildServiceProvider();
}

/// <summary>How far a step has come.</summary>
internal readonly record struct SeedStep(string Name, long Done, long Total);

/// <summary>Why nothing was seeded; for people.</summary>
internal sealed class SeedException(string message) : Exception(message);
