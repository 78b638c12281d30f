using System.Reflection;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Policies;
using CsCheck;

namespace CatalystAuth.Core.Tests.Events;

/// <summary>Makes any record of the events: every member has a value or, where it may, none.</summary>
internal static class AnyData
{
    private static readonly Gen<Requirement> Requirements = Gen.OneOfConst<Requirement>(
        new Requirement.Public(), new Requirement.Scope("docs:read"), new Requirement.Any([new Requirement.Role("owner"), new Requirement.Mfa(null)]));

    public static Gen<object?> Of(Type type) => type switch
    {
        _ when type == typeof(string) => Gen.String.Cast(),
        _ when type == typeof(bool) => Gen.Bool.Cast(),
        _ when type == typeof(int) => Gen.Int.Cast(),
        _ when type == typeof(long) => Gen.Long.Cast(),
        _ when type == typeof(DateTimeOffset) => Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds).Cast(),
        _ when type == typeof(Requirement) => Requirements.Cast(),
        { IsEnum: true } => Gen.Int[0, Enum.GetValues(type).Length - 1].Select(i => Enum.GetValues(type).GetValue(i)),
        _ when Nullable.GetUnderlyingType(type) is { } value => OrNone(Of(value)),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOf(type.GetGenericArguments()[0]),
        _ when IsId(type) => Gen.Guid.Select(value => type.GetMethod(nameof(ITypeId<>.From))!.Invoke(null, [value])),
        _ => RecordOf(type),
    };

    private static bool IsId(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITypeId<>));

    private static Gen<object?> ListOf(Type item) => Of(item).Array[0, 3].Select(items =>
    {
        var list = Array.CreateInstance(item, items.Length);
        Array.Copy(items, list, items.Length);
        return (object?)list;
    });

    private static Gen<object?> RecordOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var make = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return make.GetParameters()
            .Select(parameter => nullability.Create(parameter).WriteState == NullabilityState.Nullable && !parameter.ParameterType.IsValueType
                ? OrNone(Of(parameter.ParameterType))
                : Of(parameter.ParameterType))
            .Aggregate(Gen.Const(Array.Empty<object?>()), (made, next) => Gen.Select(made, next, (values, value) => (object?[])[.. values, value]))
            .Select(values => (object?)make.Invoke(values));
    }

    private static Gen<object?> OrNone(Gen<object?> some) => Gen.OneOf(some, Gen.Const((object?)null));

    private static Gen<object?> Cast<T>(this Gen<T> gen) => gen.Select(value => (object?)value);
}
