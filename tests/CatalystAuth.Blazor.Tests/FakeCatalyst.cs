using System.Reflection;
using CatalystAuth.Contracts;

namespace CatalystAuth.Blazor.Tests;

/// <summary>An API of which only what a test gives answers; everything else throws.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
internal class FakeCatalyst : DispatchProxy
{
    private Func<MethodInfo, object?[], object?>? _answer;

    /// <summary>Answers calls of a capability; the properties of <see cref="ICatalyst"/> give themselves.</summary>
    public static ICatalyst Answering(Func<string, object?[], object?> answer)
    {
        var fake = Create<ICatalyst, FakeCatalyst>();
        ((FakeCatalyst)(object)fake)._answer = (property, _) => Capability(property.ReturnType, answer);
        return fake;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args ?? []);

    private static object Capability(Type type, Func<string, object?[], object?> answer)
    {
        var fake = Create(type, typeof(FakeCatalyst));
        ((FakeCatalyst)fake)._answer = (method, args) => answer($"{type.Name}.{method.Name}", args);
        return fake;
    }
}
