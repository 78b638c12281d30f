using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Sessions;

/// <summary>Remembers which sessions were used, and writes it behind: however often a session is used, it is one write a minute.</summary>
public sealed class SessionActivity(IServiceScopeFactory scopes, TimeProvider time) : WriteBehind<SessionId, Sighting>(scopes, MaxSessions)
{
    private const int MaxSessions = 200_000;

    /// <inheritdoc/>
    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override string What => "When sessions were used";

    /// <summary>A session was used now.</summary>
    /// <param name="session">Which.</param>
    /// <param name="ipAddress">From where; null when that is not known.</param>
    public void See(SessionId session, string? ipAddress) => Note(session, new(time.Now(), ipAddress));

    /// <inheritdoc/>
    protected override Sighting Both(Sighting one, Sighting other)
    {
        var (earlier, later) = one.At > other.At ? (other, one) : (one, other);
        return later with { IpAddress = later.IpAddress ?? earlier.IpAddress };
    }

    /// <inheritdoc/>
    protected override Task WriteAsync(
        IServiceProvider services, IReadOnlyList<KeyValuePair<SessionId, Sighting>> batch, CancellationToken cancellationToken) =>
        services.GetRequiredService<ISessionStore>().SeeAsync(
            [.. batch.Select(seen => new SessionSighting(seen.Key, seen.Value.At, seen.Value.IpAddress))], cancellationToken);
}

/// <summary>How a session was used last.</summary>
/// <param name="At">When.</param>
/// <param name="IpAddress">From where; null when that is not known.</param>
public readonly record struct Sighting(DateTimeOffset At, string? IpAddress);
