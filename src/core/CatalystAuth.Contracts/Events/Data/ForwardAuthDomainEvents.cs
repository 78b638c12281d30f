namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A domain of forward-auth.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="OrgId">The organisation whose apps are asked about.</param>
public sealed record ForwardAuthDomainState(string Domain, string OrgId);

/// <summary>See <see cref="EventTypes.ForwardAuthDomainSet"/>.</summary>
/// <param name="After">The domain.</param>
/// <param name="Before">The domain before; null when it is new.</param>
public sealed record ForwardAuthDomainSet(ForwardAuthDomainState After, ForwardAuthDomainState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.ForwardAuthDomainSet;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.ForwardAuthDomainRemoved"/>.</summary>
/// <param name="Before">The domain as it was.</param>
public sealed record ForwardAuthDomainRemoved(ForwardAuthDomainState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.ForwardAuthDomainRemoved;

    /// <inheritdoc />
    public static int Version => 1;
}
