namespace CatalystAuth.Core.Mail;

/// <summary>When a mail is tried again.</summary>
internal static class MailRetries
{
    // Soon at first, as codes live for minutes; then as servers that greylist or are repaired need it.
    private static readonly int[] Waits = [5, 20, 60, 180, 600, 1800, 3600];

    // Those that failed together do not come back together.
    private const double Jitter = 0.2;

    /// <summary>How long to wait.</summary>
    /// <param name="tries">How often it was tried: at least 1.</param>
    /// <param name="random">From 0 to 1: where in the jitter.</param>
    public static TimeSpan Next(int tries, double random) =>
        TimeSpan.FromSeconds(Waits[Math.Min(tries, Waits.Length) - 1] * (1 - Jitter + (2 * Jitter * random)));
}
