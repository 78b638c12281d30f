using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Paging;

/// <summary>Pages by the last id seen, so that the thousandth page costs what the first does.</summary>
internal static class Keyset
{
    private static readonly Error InvalidCursor = Error.Field(
        RequestErrorCodes.InvalidCursor, "cursor", "The cursor is the nextCursor of a page of this list, or absent.");

    /// <summary>One page.</summary>
    /// <param name="query">The rows, ordered by the id.</param>
    /// <param name="page">Which page.</param>
    /// <param name="id">The id of a row.</param>
    /// <param name="after">The rows behind an id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Result<Page<T>>> PageAsync<T, TId>(
        this IOrderedQueryable<T> query, PageRequest page, Func<T, TId> id, Func<IQueryable<T>, TId, IQueryable<T>> after,
        CancellationToken cancellationToken)
        where TId : struct, ITypeId<TId>
    {
        IQueryable<T> rows = query;
        if (page.Cursor is not null)
        {
            if (!TypeId.TryParse<TId>(page.Cursor, out var last))
            {
                return InvalidCursor;
            }

            rows = after(rows, last);
        }

        // One more than asked for tells whether there is another page.
        var items = await rows.Take(page.Limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (items.Count <= page.Limit)
        {
            return new Page<T>(items, NextCursor: null);
        }

        items.RemoveAt(page.Limit);
        return new Page<T>(items, TypeId.Format(id(items[^1])));
    }
}
