using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;

namespace CatalystAuth.Core.AppSessions;

/// <summary>
/// What a browser that holds its handle is signed in to: one app on one host, or a domain of apps. It lives as long as its session at the portal, and is
/// good for nothing but forward-auth.
/// </summary>
public sealed class AppSession
{
    /// <summary>The SHA-256 of the handle.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The session at the portal.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The organisation of the app or the domain.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The app; null for a domain.</summary>
    public required AppId? AppId { get; init; }

    /// <summary>The host without its port, or the domain.</summary>
    public required string Host { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it was made for a place.</summary>
    public bool IsFor(AppPlace place) => OrgId == place.Org
        && (place.Domain is { } domain ? AppId is null && Host == domain : AppId == place.App && Host == place.Host);
}

/// <summary>The right of one browser to get an <see cref="AppSession"/>: once, and soon.</summary>
public sealed class AppLoginCode
{
    /// <summary>The SHA-256 of the code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The session at the portal.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The app's organisation.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>The app that the browser was on its way to.</summary>
    public required AppId AppId { get; init; }

    /// <summary>The host, without its port, that the browser came from.</summary>
    public required string Host { get; init; }

    /// <summary>The domain that it is for; null for the app alone.</summary>
    public required string? Domain { get; init; }

    /// <summary>The SHA-256 of what the browser got when it was sent to sign in.</summary>
    public required byte[] NonceHash { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Where a browser is asked about.</summary>
/// <param name="App">The app.</param>
/// <param name="Org">Its organisation.</param>
/// <param name="Host">The host without its port, canonical.</param>
/// <param name="Domain">The domain, when one middleware asks for all of its apps; null when it asks for the app.</param>
public sealed record AppPlace(AppId App, OrgId Org, string Host, string? Domain);
