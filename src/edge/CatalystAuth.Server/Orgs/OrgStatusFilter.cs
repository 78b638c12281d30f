using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Server.Orgs;

/// <summary>Reads <c>?status=</c>.</summary>
internal static class OrgStatusFilter
{
    private static readonly Dictionary<string, OrgStatus> Words =
        Enum.GetValues<OrgStatus>().ToDictionary(status => status.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static OrgStatus? Of(string? status) => string.IsNullOrEmpty(status) ? null
        : Words.TryGetValue(status, out var found) ? found
        : throw new BadHttpRequestException($"status is one of {string.Join(", ", Words.Keys)}, or absent for all.");
}
