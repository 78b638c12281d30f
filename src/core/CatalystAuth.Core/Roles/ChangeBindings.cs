using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Roles;

/// <summary>Binds roles in an organisation and takes bindings away. Nobody binds what they do not hold.</summary>
internal sealed class ChangeBindings(
    OrgAccess access, IBindingStore bindings, IOrgStore orgs, BindingSubjects subjects, RoleCatalog roles, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    public Task<Result<RoleBinding>> BindAsync(OrgRef reference, CreateBindingRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<RoleBinding>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, BuiltInPermissions.RolesWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                // So that a role can't be deleted, or the subject leave, in the same moment.
                await orgs.LockAsync(grant.Org.Id, ct).ConfigureAwait(false);
                if (await CheckAsync(grant, request, ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                var user = ((Actor.User)grant.Actor).UserId;
                return await AddAsync(request, grant.Org.Id, request.GroupId is null ? BindingScope.Org : BindingScope.Group, user, ct).ConfigureAwait(false);
            },
            cancellationToken,
            onDuplicate: BindingRefusals.Exists);

    public async Task<Result> UnbindAsync(OrgRef reference, BindingId id, CancellationToken cancellationToken)
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var entered = await access.AuthorizeAsync(reference, BuiltInPermissions.RolesWrite, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                if (await bindings.FindAsync(id, ct).ConfigureAwait(false) is not { } binding || binding.OrgId != grant.Org.Id)
                {
                    return BindingRefusals.NotFound;
                }

                if (await roles.CheckGiveAsync(grant, binding.Role, ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                bindings.Remove(binding);
                journal.Write(grant.Org.Id, id.ToString(), new RoleUnbound(BindingRefusals.StateOf(binding)));
                await subjects.TellOfLossAsync(binding, ct).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<Error?> CheckAsync(OrgGrant grant, CreateBindingRequest request, CancellationToken cancellationToken)
    {
        if (request.Role == BuiltInRoles.Owner)
        {
            return BindingRefusals.Invalid("role", "Ownership belongs to memberships; it can't be bound.");
        }

        if (request.ExpiresAt <= time.Now())
        {
            return BindingRefusals.Invalid("expiresAt", "The time is past.");
        }

        return await roles.CheckGiveAsync(grant, request.Role, cancellationToken).ConfigureAwait(false)
            ?? await subjects.CheckAsync(grant.Org.Id, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RoleBinding> AddAsync(CreateBindingRequest request, OrgId org, BindingScope scope, UserId creator, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var binding = new StoredBinding
        {
            Id = TypeId.New<BindingId>(now),
            Subject = request.Subject,
            Role = request.Role,
            Scope = scope,
            OrgId = org,
            GroupId = request.GroupId,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
            CreatedBy = creator,
            CreatedAt = now,
        };
        bindings.Add(binding);
        journal.Write(org, binding.Id.ToString(), new RoleBound(BindingRefusals.StateOf(binding)));
        await subjects.TellOfGainAsync(binding, cancellationToken).ConfigureAwait(false);
        return binding.ToContract();
    }
}
