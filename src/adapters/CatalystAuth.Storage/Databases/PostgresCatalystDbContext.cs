using System.Data;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Storage.Conversions;
using CatalystAuth.Storage.Orgs;
using CatalystAuth.Storage.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CatalystAuth.Storage.Databases;

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresCatalystDbContext(DbContextOptions<PostgresCatalystDbContext> options) : CatalystDbContext(options)
{
    private const string Json = "jsonb";

    public override IsolationLevel Isolation => IsolationLevel.ReadCommitted;

    // NO KEY: who only adds something that refers to the organisation does not have to wait.
    public override Task LockAsync(OrgId org, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM organisations WHERE id = {org.Value} FOR NO KEY UPDATE", cancellationToken);

    // For deleting as well, so who adds something that refers to the account has to wait.
    public override Task LockAsync(UserId user, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM users WHERE id = {user.Value} FOR UPDATE", cancellationToken);

    public override Task LockBudgetAsync(KeyId key, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM key_budgets WHERE key_id = {key.Value} FOR UPDATE", cancellationToken);

    public override async Task LockAttemptsAsync(string[] subjects, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync(
            $"INSERT INTO attempt_counters (subject, failures, last_at) SELECT subject, 0, to_timestamp(0) FROM unnest({subjects}) AS subject ON CONFLICT DO NOTHING",
            cancellationToken).ConfigureAwait(false);
        await Database.ExecuteSqlAsync(
            $"SELECT 1 FROM attempt_counters WHERE subject = ANY ({subjects}) ORDER BY subject FOR UPDATE", cancellationToken).ConfigureAwait(false);
    }

    public override Task LockTableAsync<TEntity>(CancellationToken cancellationToken)
    {
        var sql = $"LOCK TABLE {Model.FindEntityType(typeof(TEntity))!.GetTableName()} IN SHARE ROW EXCLUSIVE MODE";
        return Database.ExecuteSqlRawAsync(sql, cancellationToken);
    }

    // In the order of bytes: by any other, what begins alike does not lie together.
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<UserTerm>().Property(term => term.Term).UseCollation("C");
        builder.Entity<OrgTerm>().Property(term => term.Term).UseCollation("C");

        // So that who may be shown is told by the index, without a look at the table for each.
        builder.Entity<UserTerm>().HasIndex(term => new { term.Term, term.UserId }).IncludeProperties(term => new { term.Hidden, term.Together });
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<IReadOnlyList<string>>()
            .HaveConversion<JsonListConverter<string>, ListComparer<string>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<LabelEntry>>()
            .HaveConversion<JsonListConverter<LabelEntry>, ListComparer<LabelEntry>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<RateLimitOverride>>()
            .HaveConversion<JsonListConverter<RateLimitOverride>, ListComparer<RateLimitOverride>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<GroupId>>()
            .HaveConversion<JsonListConverter<GroupId>, ListComparer<GroupId>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<int>>().HaveConversion<JsonListConverter<int>, ListComparer<int>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<PlanLimit>>().HaveConversion<JsonListConverter<PlanLimit>, ListComparer<PlanLimit>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<FeatureOverride>>().HaveConversion<JsonListConverter<FeatureOverride>, ListComparer<FeatureOverride>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<ClaimMapping>>().HaveConversion<JsonListConverter<ClaimMapping>, ListComparer<ClaimMapping>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<LimitOverride>>().HaveConversion<JsonListConverter<LimitOverride>, ListComparer<LimitOverride>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<AppRule>>()
            .HaveConversion<JsonListConverter<AppRule>, JsonListComparer<AppRule>>().HaveColumnType(Json);
        configurationBuilder.Properties<DecisionBasis>().HaveConversion<JsonObjectConverter<DecisionBasis>>().HaveColumnType(Json);
    }
}

/// <summary>For making migrations.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresCatalystDbContext>
{
    public PostgresCatalystDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresCatalystDbContext>();
        DatabaseSetup.Configure(builder, new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = "Host=localhost;Database=design" });
        return new(builder.Options);
    }
}
