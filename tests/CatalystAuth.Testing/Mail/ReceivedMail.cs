namespace CatalystAuth.Testing.Mail;

/// <summary>A mail as a server took it.</summary>
/// <param name="To">The address of the envelope.</param>
/// <param name="Subject">The subject, decoded.</param>
/// <param name="Text">The plain part, decoded.</param>
/// <param name="Html">The HTML part, decoded.</param>
/// <param name="ContentType">Of the whole.</param>
/// <param name="Headers">All headers, decoded.</param>
/// <param name="Raw">What came over the wire.</param>
public sealed record ReceivedMail(
    string To, string Subject, string Text, string Html, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, string Raw)
{
    /// <summary>The one value of a header.</summary>
    public string Header(string name) => Headers.Single(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
