using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Events;

/// <summary>Which events to read.</summary>
/// <param name="Org">Of which organisation. Without one: of a key's own, or of the whole installation for platform admins.</param>
/// <param name="After">
/// Behind which event: a <see cref="EventPage.Cursor"/>, or the id of any event that was read or delivered. Null begins with the oldest.
/// </param>
/// <param name="Types">
/// Only these, of <see cref="EventTypes"/>; <c>member.*</c> stands for all that begin so. At most <see cref="MaxTypes"/>; null or none for all.
/// </param>
/// <param name="Limit">How many at the most: 1 to 200.</param>
/// <param name="Wait">How many seconds to wait while there are none: 0 to 30.</param>
public sealed record EventQuery(
    OrgRef? Org = null, EventId? After = null, IReadOnlyList<string>? Types = null, int Limit = EventQuery.DefaultLimit, int Wait = 0)
{
    /// <summary>How many when it is not said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The largest limit.</summary>
    public const int MaxLimit = 200;

    /// <summary>The longest wait, in seconds.</summary>
    public const int MaxWait = 30;

    /// <summary>How many types can be asked for.</summary>
    public const int MaxTypes = 20;
}
