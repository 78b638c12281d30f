using CatalystAuth.Contracts.Paging;

namespace CatalystAuth.Server.Http;

/// <summary>Reads <c>?limit=&amp;cursor=</c>.</summary>
internal static class Paging
{
    public static PageRequest Of(int? limit, string? cursor) =>
        new(limit ?? PageRequest.DefaultLimit, string.IsNullOrEmpty(cursor) ? null : cursor);
}
