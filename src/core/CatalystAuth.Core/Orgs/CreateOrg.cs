using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Creates an organisation; who asks becomes its owner.</summary>
internal sealed class CreateOrg(
    CallContext call, IOrgStore orgs, IOrgSlugStore slugs, OwnedOrgs owned, IMembershipStore memberships, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    public async Task<Result<Org>> RunAsync(CreateOrgRequest request, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.User { Impersonator: not null })
        {
            return Refusals.Impersonated;
        }

        if (call.Actor is not Actor.User user)
        {
            return call.Actor is Actor.Anonymous ? Refusals.Unauthenticated : Refusals.UserRequired;
        }

        if ((OrgNames.CheckName(request.Name) ?? (request.Slug is null ? null : OrgNames.CheckSlug(request.Slug))) is { } error)
        {
            return error;
        }

        return await unitOfWork.RunAsync<Org>(
            async ct =>
            {
                if (await owned.RefuseAsync(user.UserId, ct).ConfigureAwait(false) is { } tooMany)
                {
                    return tooMany;
                }

                var slug = request.Slug ?? OrgNames.Derive(request.Name, unique: false);
                if (await slugs.FindHolderAsync(slug, ct).ConfigureAwait(false) is not null)
                {
                    if (request.Slug is not null)
                    {
                        return OrgNames.SlugTaken;
                    }

                    slug = OrgNames.Derive(request.Name, unique: true);
                }

                return Create(slug, request.Name, user);
            },
            cancellationToken,

            // A derived slug that somebody took meanwhile is found taken on the next try, which ends it at random.
            onDuplicate: request.Slug is null ? null : OrgNames.SlugTaken).ConfigureAwait(false);
    }

    private Org Create(string slug, string name, Actor.User user)
    {
        var now = time.Now();
        var org = new Organisation
        {
            Id = TypeId.New<OrgId>(now),
            Slug = slug,
            Name = name,
            OwnerUserId = user.UserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        orgs.Add(org);
        memberships.Add(new Membership
        {
            Id = TypeId.New<MembershipId>(now),
            OrgId = org.Id,
            UserId = user.UserId,
            Role = BuiltInRoles.Owner,
            CreatedAt = now,
        });
        journal.Write(org.Id, org.Id.ToString(), new OrgCreated(new(name, slug)));
        return org.ToContract();
    }
}
