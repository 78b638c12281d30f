using Spectre.Console;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>Shows how far the seeder is: bars on a terminal, a line each tenth of a step elsewhere.</summary>
internal static class SeedProgress
{
    private const int Tenths = 10;

    public static Task ShowAsync(Func<IProgress<SeedStep>, Task> work) => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
        ? AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bars(context)))
        : work(new Lines());

    private sealed class Bars(ProgressContext context) : IProgress<SeedStep>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(SeedStep value)
        {
            if (!_tasks.TryGetValue(value.Name, out var task))
            {
                task = _tasks[value.Name] = context.AddTask(value.Name, maxValue: value.Total);
            }

            task.Value = value.Done;
        }
    }

    private sealed class Lines : IProgress<SeedStep>
    {
        private SeedStep _last;

        public void Report(SeedStep value)
        {
            if (value.Name != _last.Name || value.Done * Tenths / value.Total != _last.Done * Tenths / _last.Total)
            {
                Console.WriteLine($"{value.Name,-14} {value.Done,10:N0} of {value.Total:N0}");
            }

            _last = value;
        }
    }
}
