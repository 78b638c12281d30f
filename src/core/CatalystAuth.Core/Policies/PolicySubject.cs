using System.Net;

namespace CatalystAuth.Core.Policies;

/// <summary>What is known of a subject when a requirement is asked about. Null means that it is not known, which is never "no".</summary>
public sealed record PolicySubject
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static PolicySubject Nobody { get; } = new();

    /// <summary>Granted scopes.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>Merged labels.</summary>
    public IReadOnlySet<string>? Labels { get; init; }

    /// <summary>Every role that applies.</summary>
    public IReadOnlySet<string>? Roles { get; init; }

    /// <summary>Groups.</summary>
    public IReadOnlySet<string>? Groups { get; init; }

    /// <summary>Features of the organisation's plan.</summary>
    public IReadOnlySet<string>? Features { get; init; }

    /// <summary>The organisation's plan.</summary>
    public string? Plan { get; init; }

    /// <summary>The organisation's id.</summary>
    public string? OrgId { get; init; }

    /// <summary>The organisation's slug.</summary>
    public string? OrgSlug { get; init; }

    /// <summary>How the user authenticated (RFC 8176).</summary>
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>When the user last authenticated; of two factors, when they proved the second.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Whether it is a user who can prove anew who they are: no key, and nobody who acts as another.</summary>
    public bool CanProve { get; init; }

    /// <summary>As they would be after a proof by two factors.</summary>
    public PolicySubject ProvenAt(DateTimeOffset time) =>
        this with { Amr = [.. (Amr ?? []).Where(method => method != SecondFactor), SecondFactor], AuthenticatedAt = time };

    /// <summary>What <see cref="Amr"/> says of two factors (RFC 8176).</summary>
    internal const string SecondFactor = "mfa";
}

/// <summary>What is known of the request itself; <c>default</c> for nothing.</summary>
/// <param name="ClientAddress">The client's address; null when not known.</param>
/// <param name="Now">The time; null when not known.</param>
public readonly record struct PolicyContext(IPAddress? ClientAddress, DateTimeOffset? Now);
