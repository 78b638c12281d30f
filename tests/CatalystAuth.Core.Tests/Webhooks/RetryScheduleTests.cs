using CatalystAuth.Core.Webhooks;
using CsCheck;

namespace CatalystAuth.Core.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void The_usual_plan_is_that_of_the_documentation()
    {
        int[] waits = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];

        Enumerable.Range(1, 8).Select(tries => RetrySchedule.Next([], tries, null, 0.5)?.TotalSeconds)
            .ShouldBe([.. waits.Select(wait => (double?)wait), null]);
    }

    [Fact]
    public void A_wait_strays_by_a_tenth_and_is_never_shorter_than_what_was_asked_for() => Gen
        .Select(Gen.Int[1, 86_400].Array[1, 20], Gen.Int[1, 22], Gen.Double.Unit, Gen.Int[0, 200_000].Nullable())
        .Sample((waits, tries, random, asked) =>
        {
            var wait = RetrySchedule.Next(waits, tries, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, random)?.TotalSeconds;
            if (tries > waits.Length)
            {
                wait.ShouldBeNull();
                return;
            }

            var plan = waits[tries - 1];
            var least = Math.Min(Math.Max(plan * 0.9, asked ?? 0), Math.Max(86_400, plan * 0.9));
            wait!.Value.ShouldBeInRange(least - 0.001, Math.Max(plan * 1.1, Math.Min(asked ?? 0, 86_400)) + 0.001);
        });
}
