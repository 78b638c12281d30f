using System.Collections.Frozen;

namespace CatalystAuth.Tokens.SigningKeys;

/// <summary>The signing keys of an installation at one moment; immutable.</summary>
public sealed class KeyRing
{
    private readonly FrozenDictionary<string, SigningKey> _byId;

    /// <summary>Makes one of keys in any order.</summary>
    public KeyRing(IEnumerable<SigningKey> keys)
    {
        Keys = [.. keys.OrderBy(key => key.Use).ThenByDescending(key => key.ActiveFrom).ThenBy(key => key.Id, StringComparer.Ordinal)];
        _byId = Keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
    }

    /// <summary>All keys: RSA before EC, newest first.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>
    /// The key that signs now: the newest that is active, or the oldest when the clock was turned back before all of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none for this use.</exception>
    public SigningKey Current(SigningKeyUse use, DateTimeOffset now) =>
        Keys.FirstOrDefault(key => key.Use == use && key.ActiveFrom <= now)
        ?? Keys.LastOrDefault(key => key.Use == use)
        ?? throw new InvalidOperationException($"No signing key for {use} tokens is active.");

    /// <summary>The key of that <c>kid</c>; null when there is none.</summary>
    public SigningKey? Find(string id) => _byId.GetValueOrDefault(id);
}
