using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.Core.Policies;

/// <summary>The client's address is in one of the networks. Networks that can't be read make it not known, unless another one has it.</summary>
internal sealed class ComesFrom : PolicyTree
{
    private readonly IPNetwork[] _networks;
    private readonly Holding _otherwise;

    public ComesFrom(IReadOnlyList<string> networks)
    {
        Value = string.Join(", ", networks);
        var read = new List<IPNetwork>(networks.Count);
        foreach (var text in networks)
        {
            if (PolicyCompiler.TryReadNetwork(text, out var network))
            {
                read.Add(network);
            }
        }

        _networks = [.. read];
        _otherwise = read.Count == networks.Count ? Holding.No : Holding.Unknown;
    }

    public override string Kind => "ip";

    public override string Value { get; }

    public override bool DependsOnRequest => true;

    public override bool AsksAddress => true;

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        if (context.ClientAddress is not { } address)
        {
            return Holding.Unknown;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return Holding.Yes;
            }
        }

        return _otherwise;
    }
}

/// <summary>The time is in the window, by the clocks of its zone, which jump when they are put forward or back.</summary>
internal sealed class IsInWindow : PolicyTree
{
    private readonly TimeWindow _window;
    private readonly TimeZoneInfo? _zone;
    private readonly TimeOnly _after;
    private readonly TimeOnly _before;
    private readonly int _days;

    public IsInWindow(TimeWindow window)
    {
        _window = window;
        _zone = window.Zone is { } id && TimeZones.TryFind(id, out var zone) ? zone : null;
        _after = window.After ?? TimeOnly.MinValue;
        _before = window.Before ?? TimeOnly.MinValue;
        _days = window.Days is null ? 0x7f : window.Days.Aggregate(0, static (days, day) => days | (1 << (int)day));
        Value = Describe(window);
    }

    public override string Kind => "time";

    public override string Value { get; }

    public override bool DependsOnRequest => true;

    public override Holding Ask(PolicySubject subject, PolicyContext context)
    {
        if (context.Now is not { } now)
        {
            return Holding.Unknown;
        }

        return now < _window.NotBefore || now >= _window.NotAfter ? Holding.No
            : !_window.HasHours ? Holding.Yes
            : _zone is null ? Holding.Unknown
            : IsWithin(TimeZoneInfo.ConvertTime(now, _zone)) ? Holding.Yes
            : Holding.No;
    }

    // From midnight to midnight is all day. What goes over midnight belongs to the day on which it began.
    private bool IsWithin(DateTimeOffset local)
    {
        var clock = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (_after < _before || _before == TimeOnly.MinValue)
        {
            return clock >= _after && (clock < _before || _before == TimeOnly.MinValue) && IsOn(local.DayOfWeek);
        }

        return clock >= _after ? IsOn(local.DayOfWeek) : clock < _before && IsOn((DayOfWeek)(((int)local.DayOfWeek + 6) % 7));
    }

    private bool IsOn(DayOfWeek day) => (_days & (1 << (int)day)) != 0;

    private static string Describe(TimeWindow window)
    {
        var words = new List<string>();
        if (window.HasHours)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{window.After ?? default:HH:mm}-{window.Before ?? default:HH:mm}"));
            words.AddRange(window.Days?.Select(day => day.ToString()[..3].ToLowerInvariant()) ?? []);
            words.Add(window.Zone ?? "?");
        }

        if (window.NotBefore is { } from)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"from {from.UtcDateTime:s}Z"));
        }

        if (window.NotAfter is { } to)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"until {to.UtcDateTime:s}Z"));
        }

        return string.Join(' ', words);
    }
}
