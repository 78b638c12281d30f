using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Paging;

/// <summary>Checks what a caller asks of a list.</summary>
internal static class PageRequests
{
    public static Result<PageRequest> Check(PageRequest? page) => page switch
    {
        null => new PageRequest(),
        { Limit: < 1 or > PageRequest.MaxLimit } => Error.Field(
            RequestErrorCodes.Invalid, "limit", $"limit is a number from 1 to {PageRequest.MaxLimit}."),
        _ => page,
    };
}
