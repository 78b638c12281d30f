namespace CatalystAuth.Core.Revocations;

/// <summary>What a follower is told at once, and what comes after it.</summary>
/// <param name="Messages">Signed messages, in order.</param>
/// <param name="From">Behind which cursor they go on; 0 when they are everything.</param>
/// <param name="AsOf">The cursor behind them, milliseconds since 1970.</param>
/// <param name="Next">Ends with what comes then.</param>
public sealed record RevocationNews(IReadOnlyList<string> Messages, long From, long AsOf, Task<RevocationNews> Next);
