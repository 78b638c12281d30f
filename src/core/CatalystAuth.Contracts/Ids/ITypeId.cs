namespace CatalystAuth.Contracts.Ids;

/// <summary>A TypeID (prefix and UUIDv7 in Crockford base 32, the public TypeID specification 0.3).</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface ITypeId<TSelf> : IEquatable<TSelf>, IComparable<TSelf>
    where TSelf : struct, ITypeId<TSelf>
{
    /// <summary>The prefix without its underscore, e.g. <c>user</c>.</summary>
    static abstract string Prefix { get; }

    /// <summary>The id of a UUID.</summary>
    static abstract TSelf From(Guid value);

    /// <summary>The UUID.</summary>
    Guid Value { get; }
}
