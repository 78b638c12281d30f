using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>Begins a session for a user who has proven who they are. Part of a larger unit of work.</summary>
internal sealed class BeginSession(
    CallContext call, ISessionStore sessions, SessionTokens tokens, Journal journal, IOptions<TokenOptions> options, TimeProvider time)
{
    public async Task<(Session Session, TokenSet Tokens)> RunAsync(
        UserAccount user, IReadOnlyList<string> amr, OrgRef? org, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var session = new UserSession
        {
            Id = TypeId.New<SessionId>(now),
            UserId = user.Id,
            Amr = amr,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.Add(options.Value.SessionLifetime),
            IpAddress = call.IpAddress,
            UserAgent = call.UserAgent is { Length: > Journal.MaxUserAgentLength } agent ? agent[..Journal.MaxUserAgentLength] : call.UserAgent,
        };
        var access = await tokens.MintAccessAsync(session, user, org, cancellationToken).ConfigureAwait(false);
        var refresh = tokens.NewRefreshToken(session, access.Identity?.Org);
        sessions.Add(session);
        sessions.Add(refresh);
        journal.Write(org: null, session.Id.ToString(), new SessionCreated(new(user.Id, amr)), actor: user.Id.ToString());
        return (
            session.ToContract(isCurrent: true),
            new TokenSet(access.Text, tokens.MintRefresh(refresh, session), OAuthNames.Bearer, access.ExpiresIn));
    }
}
