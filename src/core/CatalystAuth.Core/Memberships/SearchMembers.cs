using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Paging;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Memberships;

/// <summary>Finds members by what other members see of them.</summary>
internal sealed class SearchMembers(OrgAccess access, ClientLabels clientLabels, IMemberSearch search, TimeProvider time)
{
    private static readonly Error UnknownRole = Error.Field(
        MembershipErrorCodes.UnknownRole, "role", "role is the name of a role, e.g. admin.");

    public async Task<Result<Page<Member>>> RunAsync(
        OrgRef org, MemberQuery query, PageRequest? page, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.MembersRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error) || !PageRequests.Check(page).TryGet(out var request, out error)
            || !SearchWords.Read(query.Q, query.Label).TryGet(out var terms, out error))
        {
            return error;
        }

        if (query.Role is not null && !RoleName.IsValid(query.Role))
        {
            return UnknownRole;
        }

        return query.Label is { } label && await clientLabels.IsHiddenFromAsync(granted, label, cancellationToken).ConfigureAwait(false)
            ? new Page<Member>([], null)
            : await search.SearchAsync(granted.Org.Id, query, terms, request, time.Now(), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Where members are found.</summary>
public interface IMemberSearch
{
    /// <summary>A page of the members of an organisation that a query finds, oldest first.</summary>
    Task<Result<Page<Member>>> SearchAsync(
        OrgId org, MemberQuery query, SearchTerms terms, PageRequest page, DateTimeOffset now, CancellationToken cancellationToken);
}
