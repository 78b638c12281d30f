using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.Paging;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Roles;

/// <summary>Binds platform roles. Asked for with every call that needs one, so a loss holds with the next request.</summary>
internal sealed class PlatformBindings(
    CallContext call, PlatformAccess platform, IBindingStore bindings, IKeyStore keys, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxBindings = 200;

    public async Task<Result<Page<RoleBinding>>> ListAsync(PageRequest? page, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.Admin, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (!PageRequests.Check(page).TryGet(out var request, out var error))
        {
            return error;
        }

        var found = await bindings.ListAsync(null, request, cancellationToken).ConfigureAwait(false);
        return found.Map(list => new Page<RoleBinding>([.. list.Items.Select(binding => binding.ToContract())], list.NextCursor));
    }

    public Task<Result<RoleBinding>> BindAsync(CreateBindingRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<RoleBinding>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.Admin, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (call.Actor is not Actor.User user)
                {
                    return Refusals.UserRequired;
                }

                if (await CheckAsync(request, ct).ConfigureAwait(false) is { } error)
                {
                    return error;
                }

                var now = time.Now();
                var binding = new StoredBinding
                {
                    Id = TypeId.New<BindingId>(now),
                    Subject = request.Subject,
                    Role = request.Role,
                    Scope = BindingScope.Platform,
                    OrgId = null,
                    GroupId = null,
                    ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
                    CreatedBy = user.UserId,
                    CreatedAt = now,
                };
                bindings.Add(binding);
                journal.Write(org: null, binding.Id.ToString(), new RoleBound(BindingRefusals.StateOf(binding)));
                return binding.ToContract();
            },
            cancellationToken,
            onDuplicate: BindingRefusals.Exists);

    public async Task<Result> UnbindAsync(BindingId id, CancellationToken cancellationToken)
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.Admin, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (await bindings.FindAsync(id, ct).ConfigureAwait(false) is not { Scope: BindingScope.Platform } binding)
                {
                    return BindingRefusals.NotFound;
                }

                bindings.Remove(binding);
                journal.Write(org: null, id.ToString(), new RoleUnbound(BindingRefusals.StateOf(binding)));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<Error?> CheckAsync(CreateBindingRequest request, CancellationToken cancellationToken)
    {
        if (!PlatformRoles.All.Contains(request.Role))
        {
            return BindingRefusals.Invalid("role", $"A platform role is one of {string.Join(", ", PlatformRoles.All)}.");
        }

        if (request.GroupId is not null)
        {
            return BindingRefusals.Invalid("groupId", "A binding on the platform is not limited to a group.");
        }

        if (request.ExpiresAt <= time.Now())
        {
            return BindingRefusals.Invalid("expiresAt", "The time is past.");
        }

        if (!IsSubject(request.Subject))
        {
            return BindingRefusals.Invalid("subject", "The subject is the id of a user, a key, a group, or an organisation for all of its members.");
        }

        // A user's key never holds more than the user.
        if (KeyId.TryParse(request.Subject, null, out var key)
            && await keys.FindAsync(key, cancellationToken).ConfigureAwait(false) is { UserId: not null })
        {
            return BindingRefusals.Invalid("subject", "The key is a user's own; bind the role to the user.");
        }

        // Each call that asks for a platform role reads them all.
        return (await bindings.ListPlatformAsync(time.Now(), cancellationToken).ConfigureAwait(false)).Count >= MaxBindings
            ? new Error(RoleErrorCodes.TooMany, $"The platform has at most {MaxBindings} bindings. Bind an organisation or a group instead.", ErrorKind.Conflict)
            : null;
    }

    private static bool IsSubject(string subject) =>
        UserId.TryParse(subject, null, out _) || KeyId.TryParse(subject, null, out _) || GroupId.TryParse(subject, null, out _)
        || OrgId.TryParse(subject, null, out _);
}
