namespace CatalystAuth.Contracts.Flows;

/// <summary>Headers of flows.</summary>
public static class FlowHeaders
{
    /// <summary>The flow's secret, for reading where it stands.</summary>
    public const string Secret = "Catalyst-Flow-Secret";
}
