using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Server.Orgs;

/// <summary>Reads <c>?status=</c>.</summary>
internal static class OrgStatusFilter
{
    public static OrgStatus? Of(string? status) => status switch
    {
        null or "" => null,
        "active" => OrgStatus.Active,
        "suspended" => OrgStatus.Suspended,
        "deleted" => OrgStatus.Deleted,
        _ => throw new BadHttpRequestException("status is one of active, suspended, deleted, or absent for all but the deleted ones."),
    };
}
