using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Flows;

/// <summary>Registers the flows.</summary>
internal static class FlowServiceCollectionExtensions
{
    public static void AddFlows(this IServiceCollection services)
    {
        services.AddSingleton<FlowSeal>();
        services.AddScoped<IFlowProvider, EmbeddedFlows>().AddScoped<SignInSteps>().AddScoped<SignUpSteps>().AddScoped<MailedCodes>();
        services.AddScoped<FlowEngine>().AddScoped<AfterProof>().AddScoped<FinishFlow>().AddScoped<PurgeFlows>();
        services.AddScoped<IAuth, Auth>();
    }
}
