using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client;

/// <summary>How a <see cref="CatalystClient"/> reaches its server and whom it speaks for.</summary>
public sealed class CatalystClientOptions
{
    /// <summary>
    /// The server's address, <c>http</c> or <c>https</c>, without user information, query or fragment. A path is kept: the routes
    /// are below it. Needed.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>
    /// An API key (<c>ck_…</c>) that the client always acts for. It exchanges the key before its first call and again near the
    /// token's end, and never keeps the tokens of a session. Null: the client acts for whoever signs in with it.
    /// </summary>
    /// <value>The default is null.</value>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Called when the client has changed its session's tokens: after sign-in, refresh and sign-out, and with null when they are
    /// gone. Store them here, since a refresh token works once.
    /// </summary>
    /// <remarks>
    /// Calls come one after another, on any thread, and before the call that caused them returns; the last one always carries the
    /// latest tokens. An exception goes to that caller, and the client keeps the new tokens nevertheless. Do not call the client
    /// from here. <see cref="CatalystClient.UseTokens"/> is not reported: whoever calls it knows the tokens.
    /// </remarks>
    /// <value>The default is null.</value>
    public Func<TokenSet?, Task>? TokensChanged { get; set; }

    /// <summary>The clock that tells when a token ends.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
