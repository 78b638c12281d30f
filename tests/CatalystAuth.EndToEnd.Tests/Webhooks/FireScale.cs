namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>How much of everything. <c>CATALYST_FIRE=full</c> is what is promised; without it the run fits between other tests.</summary>
/// <param name="Changes">How many changes the callers make, over all organisations.</param>
/// <param name="Kills">How often a node is killed.</param>
/// <param name="Restarts">How often the database is.</param>
/// <param name="Patience">How long the deliveries may take once all changes are made.</param>
internal sealed record FireScale(int Changes, int Kills, int Restarts, TimeSpan Patience)
{
    public const int Endpoints = 50;
    public const int Orgs = 10;
    public const int CallersPerOrg = 2;

    /// <summary>The most that is on the way to one endpoint.</summary>
    public const int Concurrent = 5;

    public static FireScale Chosen { get; } = Environment.GetEnvironmentVariable("CATALYST_FIRE") == "full"
        ? new(20_000, 20, 2, TimeSpan.FromMinutes(15))
        : new(3_000, 6, 1, TimeSpan.FromMinutes(3));

    public int ChangesPerCaller => Changes / (Orgs * CallersPerOrg);
}
