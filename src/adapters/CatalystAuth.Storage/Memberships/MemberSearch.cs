using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Memberships;

internal sealed class MemberSearch(CatalystDbContext context) : IMemberSearch
{
    public Task<Result<Page<Member>>> SearchAsync(
        OrgId org, MemberQuery query, SearchTerms terms, PageRequest page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var members = context.Memberships.AsNoTracking().Where(membership => membership.OrgId == org);
        if (query.Role is { } role)
        {
            members = members.Where(membership => membership.Role == role);
        }

        if (query.Group is { } group)
        {
            members = members.Where(membership =>
                context.Set<GroupMembership>().Any(put => put.GroupId == group && put.OrgId == org && put.UserId == membership.UserId));
        }

        foreach (var prefix in terms.Prefixes)
        {
            var found = UserSearch.WithShownTerm(context, prefix);
            members = members.Where(membership => found.Contains(membership.UserId));
        }

        if (terms.Label is { } label)
        {
            members = members.Where(membership => context.Terms.Any(term => term.UserId == membership.UserId && term.Term == label));
        }

        return members.OrderBy(membership => membership.Id).PageMembersAsync(
            context, page, cancellationToken,
            user => query.Label is null || user.Labels.Any(entry => entry.Label == query.Label && !(entry.ExpiresAt <= now)));
    }
}
