using System.Globalization;
using CatalystAuth.Contracts.Events;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>What came of it: the events as the outbox has them, against what the endpoints got.</summary>
internal sealed class FireReport
{
    private readonly IReadOnlyList<FireEndpoint> _endpoints;
    private readonly IReadOnlyList<Receipt> _receipts;
    private readonly Dictionary<string, Event> _all;
    private readonly Dictionary<(int Endpoint, string Event), DateTimeOffset> _first = [];

    /// <param name="endpoints">All endpoints.</param>
    /// <param name="receipts">All that they got.</param>
    /// <param name="all">All events there are.</param>
    /// <param name="since">Those since the endpoints were ready, in order.</param>
    public FireReport(IReadOnlyList<FireEndpoint> endpoints, IReadOnlyList<Receipt> receipts, IReadOnlyList<Event> all, IReadOnlyList<Event> since)
    {
        (_endpoints, _receipts, Since) = (endpoints, receipts, since);
        _all = all.ToDictionary(item => item.Id.ToString());
        foreach (var receipt in receipts.Where(receipt => receipt.IsAccepted))
        {
            Duplicates += _first.TryAdd((receipt.Endpoint, receipt.Event), receipt.At) ? 0 : 1;
        }
    }

    public IReadOnlyList<Event> Since { get; }

    /// <summary>How often something came that had been accepted before.</summary>
    public int Duplicates { get; }

    /// <summary>How many of the endpoints' receipts were accepted.</summary>
    public int Accepted => _first.Count + Duplicates;

    /// <summary>Who has to get what.</summary>
    public IEnumerable<(FireEndpoint Endpoint, Event Event)> Expected =>
        from endpoint in _endpoints from item in Since where endpoint.Wants(item) select (endpoint, item);

    /// <summary>What an endpoint that comes back did not get.</summary>
    public IReadOnlyList<string> Lost =>
        [.. Expected.Where(pair => !pair.Endpoint.IsPoison && !_first.ContainsKey((pair.Endpoint.Number, pair.Event.Id.ToString()))).Select(Name)];

    /// <summary>What an endpoint got that is no event, or none of its own.</summary>
    public IReadOnlyList<Receipt> Foreign =>
        [.. _receipts.Where(receipt => !_all.TryGetValue(receipt.Event, out var item) || !_endpoints[receipt.Endpoint].Wants(item))];

    public IReadOnlyList<Receipt> Unsigned => [.. _receipts.Where(receipt => !receipt.IsSigned)];

    /// <summary>How many first receipts came behind one of a later event of the same subject, at the same endpoint.</summary>
    public int Inversions
    {
        get
        {
            var place = Since.Select((item, i) => (Id: item.Id.ToString(), Place: i)).ToDictionary(pair => pair.Id, pair => pair.Place);
            var latest = new Dictionary<(int, string), int>();
            var inversions = 0;
            foreach (var ((endpoint, id), _) in _first.Where(pair => place.ContainsKey(pair.Key.Event)).OrderBy(pair => pair.Value))
            {
                var key = (endpoint, _all[id].Subject);
                var before = latest.GetValueOrDefault(key, -1);
                inversions += place[id] < before ? 1 : 0;
                latest[key] = Math.Max(before, place[id]);
            }

            return inversions;
        }
    }

    /// <summary>From an event to its receipt, at the healthy endpoints of organisations that have a poisoned one, or of the others.</summary>
    public string Latency(bool besidePoison)
    {
        var poisoned = _endpoints.Where(endpoint => endpoint.IsPoison).Select(endpoint => endpoint.Org).ToHashSet();
        var times = Expected
            .Where(pair => pair.Endpoint.Conduct == Conduct.Healthy && poisoned.Contains(pair.Endpoint.Org) == besidePoison)
            .Select(pair => (_first[(pair.Endpoint.Number, pair.Event.Id.ToString())] - pair.Event.At).TotalMilliseconds)
            .Order()
            .ToList();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:0} ms, p99 {times[times.Count * 99 / 100]:0} ms");
    }

    private static string Name((FireEndpoint Endpoint, Event Event) pair) =>
        $"{pair.Endpoint.Number.ToString(CultureInfo.InvariantCulture)} ({pair.Endpoint.Conduct}): {pair.Event.Id} {pair.Event.Type}";
}
