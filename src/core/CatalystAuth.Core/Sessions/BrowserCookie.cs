using System.Security.Cryptography;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Sessions;

/// <summary>Gives browsers what they hold of a session. As part of a larger unit of work that holds the user; they get it when that commits.</summary>
internal sealed class BrowserCookie(CallContext call, IUnitOfWork unitOfWork)
{
    /// <summary>What was given last in the current unit of work; null for nothing.</summary>
    public BrowserCredential? Given { get; private set; }

    /// <summary>Gives a session a new secret. The one before, if there was one, is nobody from then on.</summary>
    public void Give(UserSession session)
    {
        var credential = BrowserCredential.New(session);
        (session.CookieHash, Given) = (credential.Hash, credential);
        unitOfWork.AfterCommit(() => (call.BrowserCredential, call.CookieHash) = (credential, credential.Hash));
    }

    /// <summary>Gives a browser once more what it was given for a session; false when the session has another secret by now.</summary>
    public bool TryGiveAgain(UserSession session, string text)
    {
        if (BrowserCredential.Parse(text) is not { } held || held.Session != session.Id
            || session.CookieHash is not { } hash || !CryptographicOperations.FixedTimeEquals(hash, held.Hash))
        {
            return false;
        }

        (call.BrowserCredential, call.CookieHash) = (held.Until(session.ExpiresAt), hash);
        return true;
    }

    /// <summary>
    /// Gives the browser that calls, if one does, a new secret for its session, as what the session may has changed: who knew the old one has nothing of it.
    /// False when another call of the browser was first. It has the answer to that one, and a second cookie could reach it before the first, which would be dead.
    /// </summary>
    public bool TryRenew(UserSession session)
    {
        if (call.CookieHash is not { } sent)
        {
            return true;
        }

        if (session.CookieHash is not { } held || !CryptographicOperations.FixedTimeEquals(held, sent))
        {
            return false;
        }

        Give(session);
        return true;
    }
}
