using CatalystAuth.Contracts.Decisions;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>
/// The ids of denials that came before any app was found. Whoever reaches the listener or a proxy of ours can cause them, so those that are alike in a minute share one, and its
/// record; and only so many kinds are told apart. So nobody fills the database with them.
/// </summary>
internal sealed class StrayDenials
{
    /// <summary>How many kinds a minute has at most, beside one for each reason.</summary>
    public const int MostKinds = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<Kind, DecisionId> _ids = [];
    private long _minute;

    /// <summary>The id of a denial: its own when it is the first of its kind in the minute.</summary>
    /// <param name="kind">Its kind; without app and host when no more kinds are told apart.</param>
    /// <param name="own">Its own id.</param>
    /// <param name="now">The time.</param>
    public DecisionId IdOf(ref Kind kind, DecisionId own, DateTimeOffset now)
    {
        lock (_lock)
        {
            var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
            if (minute != _minute)
            {
                _ids.Clear();
                _minute = minute;
            }

            if (_ids.TryGetValue(kind, out var id))
            {
                return id;
            }

            kind = _ids.Count < MostKinds ? kind : new(kind.Reason, null, null);
            if (!_ids.TryGetValue(kind, out id))
            {
                _ids.Add(kind, id = own);
            }

            return id;
        }
    }

    /// <summary>What makes denials alike.</summary>
    /// <param name="Reason">One of <see cref="DecisionReasons"/>.</param>
    /// <param name="Asked">The app or the domain that a proxy of ours asked for.</param>
    /// <param name="Host">The client's host.</param>
    internal readonly record struct Kind(string Reason, string? Asked, string? Host);
}
