using System.ComponentModel;
using CatalystAuth.Contracts.EffectiveIdentity;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>An identity in this node's memory. Immutable, so that the cache hands out the object itself.</summary>
[ImmutableObject(true)]
internal sealed class KeptIdentity(EffectiveUser? identity, IReadOnlyList<string> tags, long readAt, DateTimeOffset? goodUntil)
{
    /// <summary>The identity; null for nobody.</summary>
    public EffectiveUser? Identity => identity;

    /// <summary>Its parts.</summary>
    public IReadOnlyList<string> Tags => tags;

    /// <summary>The count of <see cref="IdentityClock"/> before it was read.</summary>
    public long ReadAt => readAt;

    /// <summary>When time alone makes it stale.</summary>
    public DateTimeOffset? GoodUntil => goodUntil;
}
