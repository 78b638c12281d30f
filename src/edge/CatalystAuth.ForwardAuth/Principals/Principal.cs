using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.ForwardAuth.Principals;

/// <summary>Whom a verified token speaks for, and the answers that they got lately.</summary>
internal sealed class Principal(AccessToken token, int tokenLength, long revocationsSeen, DateTimeOffset learnedAt, bool isOfSession)
{
    private const int MaxAllows = 32;

    // Objects and sets around what the token says, seen on 64 bits.
    private const int BaseBytes = 2048;

    private readonly bool _mayOnlyLook = token is { Actor: not null, ActorMode: not ActorModes.Write };

    private CachedAllow[] _allows = [];
    private long _revocationsSeen = revocationsSeen;

    public AccessToken Token => token;

    /// <summary>Whether a session was read for it, which can be read anew.</summary>
    public bool IsOfSession => isOfSession;

    /// <summary>What its browser was given last to keep of it.</summary>
    public DecisionProof? Proof { get; set; }

    /// <summary>When it was verified or opened.</summary>
    public DateTimeOffset LearnedAt => learnedAt;

    public PolicySubject Subject { get; } = ToSubject(token);

    /// <summary>About how much memory it takes.</summary>
    public long Bytes => BaseBytes + (4L * tokenLength) + ProofBytes + Volatile.Read(ref _allows).Sum(allow => allow.Bytes);

    /// <summary>How much of that is <see cref="Proof"/>: text of two bytes a character.</summary>
    public long ProofBytes => 2L * (Proof?.Text.Length ?? 0);

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
    /// Keeps an answer; says how many more bytes it takes now. Copies; whoever reads meanwhile sees the old list or the new one. A lost
    /// write costs one more minting.
    /// </summary>
    public long Keep(CachedAllow allow, DateTimeOffset now)
    {
        var old = Volatile.Read(ref _allows);
        CachedAllow[] kept = [allow, .. old.Where(known => !ReferenceEquals(known.Rule, allow.Rule) && now < known.RefreshAt).Take(MaxAllows - 1)];
        Volatile.Write(ref _allows, kept);
        return kept.Sum(known => known.Bytes) - old.Sum(known => known.Bytes);
    }

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
    /// <summary>Without the cookie, so that no log can carry it.</summary>
    public override string ToString() => nameof(DecisionProof);
}
