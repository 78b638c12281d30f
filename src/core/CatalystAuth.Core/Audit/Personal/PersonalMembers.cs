using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Events;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Where in the data of a type of event <see cref="PersonalAttribute"/> stands: a node of a tree of its members.</summary>
internal sealed class PersonalMembers
{
    private static readonly ConcurrentDictionary<string, PersonalMembers?> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, PersonalMembers> _members = new(StringComparer.Ordinal);

    private PersonalMembers()
    {
    }

    /// <summary>Whether the value here is personal.</summary>
    public bool IsPersonal { get; private init; }

    /// <summary>What is so of each item of a list, or each value of a dictionary; null when nothing is.</summary>
    public PersonalMembers? Items { get; private set; }

    /// <summary>Whether a member of that name is personal, here or within.</summary>
    public bool Has(string name) =>
        _members.Any(member => (member.Key == name && member.Value.IsPersonal) || member.Value.Has(name)) || Items?.Has(name) == true;

    /// <summary>The data of a type of event; null when nothing in it is personal.</summary>
    public static PersonalMembers? Of(string type) => Known.GetOrAdd(
        type, static name => EventCatalogue.FindData(name) is { } data ? Read(data, []) : null);

    /// <summary>A member; null when nothing in it is personal.</summary>
    public PersonalMembers? Find(string name) => _members.GetValueOrDefault(name) ?? Items;

    private static PersonalMembers? Read(JsonTypeInfo info, HashSet<Type> above)
    {
        // A type within itself would have no end.
        if (!above.Add(info.Type))
        {
            return null;
        }

        var node = new PersonalMembers();
        foreach (var property in info.Properties)
        {
            var member = property.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: false) == true
                ? new() { IsPersonal = true }
                : Read(info.Options.GetTypeInfo(property.PropertyType), above);
            if (member is not null)
            {
                node._members.Add(property.Name, member);
            }
        }

        if (info.ElementType is { } element)
        {
            node.Items = Read(info.Options.GetTypeInfo(element), above);
        }

        above.Remove(info.Type);
        return node._members.Count > 0 || node.Items is not null ? node : null;
    }
}
