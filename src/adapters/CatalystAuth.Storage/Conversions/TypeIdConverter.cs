using CatalystAuth.Contracts.Ids;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CatalystAuth.Storage.Conversions;

/// <summary>
/// An id as its UUID: <c>uuid</c> on PostgreSQL, upper-case text on SQLite. Both sort a UUIDv7 by the time it was made.
/// </summary>
internal sealed class TypeIdConverter<TId>() : ValueConverter<TId, Guid>(id => Write(id), value => Read(value))
    where TId : struct, ITypeId<TId>
{
    // Expression trees can't call static abstract members themselves.
    private static Guid Write(TId id) => id.Value;

    private static TId Read(Guid value) => TId.From(value);
}
