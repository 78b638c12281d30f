using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>Users as a platform admin sees them.</summary>
internal sealed class Users(CallContext call, IUserStore store, Journal journal, IUnitOfWork unitOfWork) : IUsers
{
    private static readonly Error NotFound = new(UserErrorCodes.NotFound, "There is no such user.", ErrorKind.NotFound);

    public async Task<Result<User>> GetAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (await RefuseAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
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
                if (await RefuseAsync(ct).ConfigureAwait(false) is { } refusal)
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
        if (!user.Labels.SequenceEqual(labels, StringComparer.Ordinal))
        {
            journal.Write(EventTypes.UserLabelsChanged, org: null, user.Id.ToString(), new JsonObject
            {
                ["before"] = user.Labels.ToJson(),
                ["after"] = labels.ToJson(),
            });
            user.Labels = labels;
            user.Version++;
        }

        return user.ToContract();
    }

    private async Task<Error?> RefuseAsync(CancellationToken cancellationToken)
    {
        switch (call.Actor)
        {
            case Actor.Anonymous:
                return Refusals.Unauthenticated;
            case Actor.User caller:
                var user = await store.FindAsync(caller.UserId, cancellationToken).ConfigureAwait(false);
                return user is { PlatformAdmin: true } ? null : Refusals.PlatformAdminRequired;
            default:
                return Refusals.PlatformAdminRequired;
        }
    }
}
