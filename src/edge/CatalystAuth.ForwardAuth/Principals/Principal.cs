using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.AppSessions;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>Whom a verified token speaks for, and the answers that they got lately.</summary>
internal sealed class Principal(AccessToken token, int tokenLength, long revocationsSeen, DateTimeOffset learnedAt, bool isOfSession)
{
    private const int MaxAllows = 32;

    // Objects and sets around what the token says, seen on 64 bits.
    private const int BaseBytes = 2048;

    private const long NotCounted = -1;

    private readonly bool _mayOnlyLook = token is { Actor: not null, ActorMode: not ActorModes.Write };

    private CachedAllow[] _allows = [];
    private long _revocationsSeen = revocationsSeen;
    private long _counted = NotCounted;

    public AccessToken Token => token;

    /// <summary>Whether a session was read for it, which can be read anew.</summary>
    public bool IsOfSession => isOfSession;

    /// <summary>What its browser was given last to keep of it.</summary>
    public DecisionProof? Proof { get; set; }

    /// <summary>When it was verified or opened.</summary>
    public DateTimeOffset LearnedAt => learnedAt;

    public PolicySubject Subject { get; } = ToSubject(token);

    /// <summary>About how much memory it takes; text of two bytes a character.</summary>
    public long Bytes => BaseBytes + (4L * tokenLength) + (Proof?.Bytes ?? 0) + Volatile.Read(ref _allows).Sum(allow => allow.Bytes);

    /// <summary>The version of the revocation list that the token was last compared with.</summary>
    public long RevocationsSeen
    {
        get => Volatile.Read(ref _revocationsSeen);
        set => Volatile.Write(ref _revocationsSeen, value);
    }

    /// <summary>Whether they may send a request of this method. Who acts as another to look sends safe ones (RFC 9110 §9.2.1) only.</summary>
    public bool MaySend(string method) => !_mayOnlyLook || method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>The answer to the same question, when there is one that is fresh.</summary>
    public CachedAllow? FindAllow(PolicyRule rule, DateTimeOffset now)
    {
        foreach (var allow in Volatile.Read(ref _allows))
        {
            if (ReferenceEquals(allow.Rule, rule))
            {
                return now < allow.RefreshAt ? allow : null;
            }
        }

        return null;
    }

    /// <summary>
    /// Keeps an answer. Copies; whoever reads meanwhile sees the old list or the new one. A lost write costs one more minting.
    /// </summary>
    public void Keep(CachedAllow allow, DateTimeOffset now)
    {
        var old = Volatile.Read(ref _allows);
        Volatile.Write(ref _allows, [allow, .. old.Where(known => !ReferenceEquals(known.Rule, allow.Rule) && now < known.RefreshAt).Take(MaxAllows - 1)]);
    }

    /// <summary>Begins to be counted; says how many bytes.</summary>
    public long Count()
    {
        var bytes = Bytes;
        Volatile.Write(ref _counted, bytes);
        return bytes;
    }

    /// <summary>Says how many bytes it takes more than when it was last counted; 0 of one that is not.</summary>
    public long Recount()
    {
        var more = 0L;
        for (var counted = Volatile.Read(ref _counted); counted != NotCounted; counted = Volatile.Read(ref _counted))
        {
            // Until nothing has changed since: of two who do this at once the last one sees what both did.
            var bytes = Bytes;
            if (bytes == counted)
            {
                break;
            }

            more += Interlocked.CompareExchange(ref _counted, bytes, counted) == counted ? bytes - counted : 0;
        }

        return more;
    }

    /// <summary>Is counted no more; says how many bytes it was.</summary>
    public long Discount() => Math.Max(Interlocked.Exchange(ref _counted, NotCounted), 0);

    private static PolicySubject ToSubject(AccessToken token)
    {
        var omitted = token.Omitted;
        return new()
        {
            Scopes = omitted.Contains(ClaimNames.Scope) ? null : token.Scopes().ToHashSet(StringComparer.Ordinal),
            Labels = omitted.Contains(ClaimNames.Labels) ? null : ToSet(token.Labels),
            Groups = omitted.Contains(ClaimNames.Groups) ? null : ToSet(token.Groups),
            Features = omitted.Contains(ClaimNames.Entitlements) ? null : token.Features().ToHashSet(StringComparer.Ordinal),
            Roles = ToSet(token.Roles),
            Plan = token.Plan,
            OrgId = token.Org,
            OrgSlug = token.OrgSlug,
            Amr = token.Amr,
            AuthenticatedAt = token.AuthTime is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
            CanProve = token is { SessionId: not null, Key: null, Actor: null },
        };
    }

    private static HashSet<string> ToSet(IReadOnlyList<string>? values) => new(values ?? [], StringComparer.Ordinal);
}

/// <summary>A decision cookie.</summary>
/// <param name="Text">Its value.</param>
/// <param name="RefreshAt">When another is made.</param>
/// <param name="ExpiresAt">When it expires, seconds since 1970.</param>
/// <param name="Ring">The keys as they were when it was signed.</param>
internal sealed record DecisionProof(string Text, DateTimeOffset RefreshAt, long ExpiresAt, KeyRing Ring)
{
    // Beside its value: name, attributes and objects.
    private const int BytesBeside = 400;

    private Ready? _ready;

    /// <summary>About how much memory it takes: its value, and once more where it is ready to be set.</summary>
    public long Bytes => (4L * Text.Length) + BytesBeside;

    /// <summary>The cookie as it is set for so many seconds. Kept for who comes in the same second or so, as it is the longest text of an answer.</summary>
    public string CookieFor(long seconds)
    {
        if (Volatile.Read(ref _ready) is not { } ready || ready.Seconds != seconds)
        {
            ready = new(seconds, LoginCookies.TextOfDecision(Text, seconds));
            Volatile.Write(ref _ready, ready);
        }

        return ready.Text;
    }

    /// <summary>Without the cookie, so that no log can carry it.</summary>
    public override string ToString() => nameof(DecisionProof);

    private sealed class Ready(long seconds, string text)
    {
        public long Seconds => seconds;

        public string Text => text;
    }
}
