using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core;
using CatalystAuth.Core.Policies;
using CatalystAuth.Server.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Server.Tests.Policies;

public sealed class LocalPolicyEngineTests : PolicyEngineContract
{
    protected override IPolicyEngine Engine { get; } =
        new ServiceCollection().AddLogging().AddCatalystCore().BuildServiceProvider().GetRequiredService<PolicyEngines>().Find(PolicyEngineNames.Local)!;
}

/// <summary>An engine that asks an emulated Open Policy Agent, which allows everything.</summary>
public sealed class OpaPolicyEngineTests : PolicyEngineContract, IAsyncLifetime
{
    private OpaRig _rig = null!;

    protected override IPolicyEngine Engine => _rig.Engine;

    public async ValueTask InitializeAsync() => _rig = await OpaRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();
}

/// <summary>The engine, the emulator, and a clock that the test turns.</summary>
internal sealed class OpaRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpaRig(OpaEmulator opa, ServiceProvider services, FakeTimeProvider time) => (Opa, _services, Time) = (opa, services, time);

    public OpaEmulator Opa { get; }

    public FakeTimeProvider Time { get; }

    public IPolicyEngine Engine => _services.GetRequiredService<PolicyEngines>().Find(PolicyEngineNames.Opa)!;

    public OpaAnswers Answers => _services.GetRequiredService<OpaAnswers>();

    public static async Task<OpaRig> StartAsync(params (string Name, string Value)[] settings)
    {
        var opa = await OpaEmulator.StartAsync();
        opa.Documents["catalyst/allow"] = _ => true;
        var time = new FakeTimeProvider(PolicyEngineContract.Now);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Catalyst:Opa:{setting.Name}", (string?)setting.Value))
                .Append(KeyValuePair.Create("Catalyst:Opa:Url", (string?)opa.Url))).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton<IConfiguration>(configuration)
            .AddCatalystCore().AddOpa(configuration).BuildServiceProvider();
        return new(opa, services, time);
    }

    public Task<PolicyVerdict> AskAsync(Func<PolicyQuestion, PolicyQuestion>? change = null)
    {
        var question = PolicyEngineContract.Question(new Requirement.Scope("app:read"));
        return Engine.DecideAsync(change?.Invoke(question) ?? question, CancellationToken.None).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Opa.DisposeAsync();
    }
}
