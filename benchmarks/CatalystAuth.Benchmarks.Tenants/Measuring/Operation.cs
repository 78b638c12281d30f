namespace CatalystAuth.Benchmarks.Tenants.Measuring;

/// <summary>Something to measure.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="PrepareAsync">Picks what to ask for, untimed, and gives the call to time; null where the database is too small.</param>
internal sealed record Operation(string Name, Func<SeededTarget, Task<Func<Task>?>> PrepareAsync)
{
    public static Operation Of(string name, Func<SeededTarget, Func<Task>> prepare) =>
        new(name, target => Task.FromResult<Func<Task>?>(prepare(target)));
}
