using System.Collections.Frozen;
using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The signing keys of an installation at one moment; immutable. What each is at a time is told by its life.</summary>
public sealed class KeyRing
{
    private readonly FrozenDictionary<string, SigningKey> _byId;

    /// <summary>Makes one of keys in any order. Keys that are revoked are left out.</summary>
    public KeyRing(IEnumerable<SigningKey> keys)
    {
        Keys =
        [
            .. keys.Where(key => key.Life.RevokedAt is null)
                .OrderBy(key => key.Use).ThenByDescending(key => key.ActiveFrom).ThenBy(key => key.Id, StringComparer.Ordinal),
        ];
        _byId = Keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
    }

    /// <summary>All keys: by use, newest first.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>
    /// The key that signs now: the newest that is active, or the oldest when the clock was turned back before all of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none for this use.</exception>
    public SigningKey Current(SigningKeyUse use, DateTimeOffset now)
    {
        SigningKey? oldest = null;
        foreach (var key in Keys)
        {
            if (key.Use == use && key.CanSign)
            {
                if (key.ActiveFrom <= now)
                {
                    return key;
                }

                oldest = key;
            }
        }

        return oldest ?? throw new InvalidOperationException($"No signing key for {use} tokens is active.");
    }

    /// <summary>The key of that <c>kid</c>, whatever its status; null when there is none.</summary>
    public SigningKey? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The key of that <c>kid</c>, when what it signed is believed now; null otherwise.</summary>
    public SigningKey? Find(string id, DateTimeOffset now) => _byId.TryGetValue(id, out var key) && key.Life.Verifies(now) ? key : null;
}
