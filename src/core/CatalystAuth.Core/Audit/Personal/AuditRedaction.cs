using CatalystAuth.Contracts.Events;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Which personal values are not kept at all. A rule is a type of event or <c>*</c>, a colon, and the name of a member.</summary>
public sealed class AuditRedaction(IOptions<AuditOptions> options)
{
    /// <summary>What stands in a record for such a value.</summary>
    internal const string Substitute = "{\"redacted\":true}";

    internal const string IpAddress = "ipAddress";
    internal const string UserAgent = "userAgent";

    private const string AnyType = "*";

    private readonly HashSet<string> _rules = new(options.Value.Redact, StringComparer.Ordinal);

    /// <summary>Whether a text is a rule that can ever hold.</summary>
    public static bool IsRule(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2
            && (parts[0] == AnyType
                ? IsOfCaller(parts[1]) || EventCatalogue.Types.Any(type => PersonalMembers.Of(type)?.Has(parts[1]) == true)
                : EventCatalogue.Types.Contains(parts[0]) && (IsOfCaller(parts[1]) || PersonalMembers.Of(parts[0])?.Has(parts[1]) == true));
    }

    /// <summary>Whether a member is not kept.</summary>
    internal bool Covers(string type, string member) =>
        _rules.Count > 0 && (_rules.Contains($"{AnyType}:{member}") || _rules.Contains($"{type}:{member}"));

    private static bool IsOfCaller(string member) => member is IpAddress or UserAgent;
}
