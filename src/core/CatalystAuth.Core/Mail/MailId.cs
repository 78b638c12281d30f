using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Core.Mail;

/// <summary>The id of a mail.</summary>
/// <param name="Value">The UUID (version 7).</param>
public readonly record struct MailId(Guid Value) : ITypeId<MailId>
{
    /// <inheritdoc />
    public static string Prefix => "mail";

    /// <inheritdoc />
    public static MailId From(Guid value) => new(value);

    /// <summary>By time of making.</summary>
    public int CompareTo(MailId other) => Value.CompareTo(other.Value);

    /// <summary>The text form.</summary>
    public override string ToString() => TypeId.Format(this);
}
