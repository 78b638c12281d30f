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
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CatalystAuth.Storage.Databases;

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteCatalystDbContext(DbContextOptions<SqliteCatalystDbContext> options) : CatalystDbContext(options)
{
    // BEGIN IMMEDIATE: units of work stand in line from the start, so none has read what another is changing.
    public override IsolationLevel Isolation => IsolationLevel.Serializable;

    public override Task LockAsync(OrgId org, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockAsync(UserId user, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockBudgetAsync(KeyId key, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockAttemptsAsync(string[] subjects, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task LockTableAsync<TEntity>(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no type for times and can't compare the text that EF Core would write.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonListConverter<string>, ListComparer<string>>();
        configurationBuilder.Properties<IReadOnlyList<LabelEntry>>()
            .HaveConversion<JsonListConverter<LabelEntry>, ListComparer<LabelEntry>>();
        configurationBuilder.Properties<IReadOnlyList<RateLimitOverride>>()
            .HaveConversion<JsonListConverter<RateLimitOverride>, ListComparer<RateLimitOverride>>();
        configurationBuilder.Properties<IReadOnlyList<GroupId>>().HaveConversion<JsonListConverter<GroupId>, ListComparer<GroupId>>();
        configurationBuilder.Properties<IReadOnlyList<int>>().HaveConversion<JsonListConverter<int>, ListComparer<int>>();
        configurationBuilder.Properties<IReadOnlyList<PlanLimit>>().HaveConversion<JsonListConverter<PlanLimit>, ListComparer<PlanLimit>>();
        configurationBuilder.Properties<IReadOnlyList<FeatureOverride>>().HaveConversion<JsonListConverter<FeatureOverride>, ListComparer<FeatureOverride>>();
        configurationBuilder.Properties<IReadOnlyList<LimitOverride>>().HaveConversion<JsonListConverter<LimitOverride>, ListComparer<LimitOverride>>();
        configurationBuilder.Properties<IReadOnlyList<ClaimMapping>>().HaveConversion<JsonListConverter<ClaimMapping>, ListComparer<ClaimMapping>>();
        configurationBuilder.Properties<IReadOnlyList<AppRule>>().HaveConversion<JsonListConverter<AppRule>, JsonListComparer<AppRule>>();
        configurationBuilder.Properties<DecisionBasis>().HaveConversion<JsonObjectConverter<DecisionBasis>>();
    }
}

/// <summary>For making migrations.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteCatalystDbContext>
{
    public SqliteCatalystDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteCatalystDbContext>();
        DatabaseSetup.Configure(builder, new StorageOptions { ConnectionString = "Data Source=design.db" });
        return new(builder.Options);
    }
}
