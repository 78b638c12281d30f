using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Entitlements;

/// <summary>The places that a limit leaves, for a use case that takes several in one transaction.</summary>
/// <param name="limit">The limit's name.</param>
/// <param name="most">How many there are; null for any number.</param>
/// <param name="taken">How many are taken.</param>
internal sealed class Places(string limit, long? most, long taken)
{
    private long _taken = taken;

    /// <summary>The refusal when no place is left; null when there is one.</summary>
    public Error? Refuse() => most is { } count && _taken >= count ? Limits.Reached(limit, count, _taken) : null;

    /// <summary>Takes one.</summary>
    public void Take() => _taken++;
}
