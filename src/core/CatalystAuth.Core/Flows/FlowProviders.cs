using CatalystAuth.Core.Flows.Embedded;

namespace CatalystAuth.Core.Flows;

/// <summary>
/// Who leads which flows: an identity provider that was registered before the built-in one, and of several the last, whenever they were registered.
/// </summary>
internal sealed class FlowProviders(IEnumerable<IFlowProvider> registered, EmbeddedFlows embedded)
{
    /// <summary>Who leads a type of flow; null where nobody does.</summary>
    public IFlowProvider? Find(string type) =>
        registered.LastOrDefault(provider => provider.Leads(type)) ?? (embedded.Leads(type) ? embedded : null);

    /// <summary>Who leads a flow that has begun; null where that is another by now.</summary>
    public IFlowProvider? Find(FlowState state) =>
        Find(state.Type) is { } provider && (state.LedBy ?? NameOf(embedded)) == NameOf(provider) ? provider : null;

    /// <summary>What a provider is called in the flows that it leads.</summary>
    public static string NameOf(IFlowProvider provider) => provider.GetType().FullName!;
}
