using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Users as a platform admin sees them.</summary>
internal sealed class Users(PlatformAccess platform, IUserStore store, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork) : IUsers
{
    private static readonly Error NotFound = new(UserErrorCodes.NotFound, "There is no such user.", ErrorKind.NotFound);

    public async Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        var found = await store.FindAsync(user, cancellationToken).ConfigureAwait(false);
        return found is null ? NotFound : found.ToContract();
    }

    public Task<Result<User>> SetLabelsAsync(UserId user, IReadOnlyList<string> labels, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<User>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.UsersWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (!LabelLists.Check(labels).TryGet(out var wanted, out var error))
                {
                    return error;
                }

                var found = await store.FindAsync(user, ct).ConfigureAwait(false);
                return found is null ? NotFound : Change(found, wanted);
            },
            cancellationToken);

    private User Change(UserAccount user, IReadOnlyList<string> labels)
    {
        var before = user.Labels.Select(entry => entry.Label).ToList();
        if (!before.SequenceEqual(labels, StringComparer.Ordinal))
        {
            journal.Write(EventTypes.UserLabelsChanged, org: null, user.Id.ToString(), new JsonObject
            {
                ["before"] = before.ToJson(),
                ["after"] = labels.ToJson(),
            });
            user.Labels = [.. labels.Select(label => new LabelEntry(label))];
            user.Version++;
            invalidations.UserIdentity(user.Id);
        }

        return user.ToContract();
    }
}
