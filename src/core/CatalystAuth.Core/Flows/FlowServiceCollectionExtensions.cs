using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Flows.Embedded;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Flows;

/// <summary>Registers the flows.</summary>
internal static class FlowServiceCollectionExtensions
{
    public static void AddFlows(this IServiceCollection services)
    {
        services.AddSingleton<FlowSeal>().AddSingleton<FlowLanes>();
        services.AddScoped<FlowProviders>().AddScoped<EmbeddedFlows>().AddScoped<SignInSteps>().AddScoped<SignUpSteps>().AddScoped<RecoverySteps>();
        services.AddScoped<SecondFactorSteps>().AddScoped<MailedCodes>();
        services.AddScoped<FlowEngine>().AddScoped<KeptFlows>().AddScoped<EndedFlows>().AddScoped<MakeFirst>().AddScoped<FinishFlow>();
        services.AddScoped<SessionFlows>().AddScoped<StepUpSteps>().AddScoped<EmailVerificationSteps>().AddScoped<PasskeySetupSteps>();
        services.AddScoped<AfterProof>().AddScoped<SetUpFactorSteps>().AddScoped<NewPasswordSteps>();
        services.AddScoped<WantedOrgs>().AddScoped<JoinBySignUp>().AddScoped<JoinByConsent>();
        services.AddScoped(provider => new PurgeFlows(
            provider.GetRequiredService<IFlowStore>(), provider.GetRequiredService<IEndedFlowStore>(), provider.GetRequiredService<Devices.Devices>(),
            provider.GetRequiredService<IUnitOfWork>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<Devices.Devices>();
        services.AddScoped<IAuth, Auth>();
    }
}
