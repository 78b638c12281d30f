namespace CatalystAuth.Contracts.Events;

/// <summary>
/// Marks a member of an event that is personal data. Such values are kept encrypted in the audit trail under the key of the person that
/// they are about, and are lost with it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
