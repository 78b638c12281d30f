using System.Security.Cryptography;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Setup;

/// <summary>Creates the first platform admin with the one-time token. Closed for ever once there is an admin.</summary>
internal sealed class CompleteSetup(
    IUserStore users, ISetupStore store, CreateAccount createAccount, BeginSession beginSession, IUnitOfWork unitOfWork,
    TimeProvider time) : ISetup
{
    private static readonly string[] Password = ["pwd"];

    private static readonly Error InvalidToken = new(
        SetupErrorCodes.InvalidToken, "The setup link is wrong, used or expired. Restart the server for a new one, if it has no admin yet.",
        ErrorKind.Forbidden);

    public Task<Result<FlowResponse>> CompleteAsync(SetupRequest request, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<FlowResponse>(
            async ct =>
            {
                var now = time.Now();
                var token = await store.FindAsync(ct).ConfigureAwait(false);
                if (token is null || token.ExpiresAt <= now
                    || !CryptographicOperations.FixedTimeEquals(token.Hash, PrepareSetup.Hash(request.Token))
                    || await users.AnyPlatformAdminAsync(ct).ConfigureAwait(false))
                {
                    return InvalidToken;
                }

                if (createAccount.Check(request.Email, request.Password, request.Name) is { Count: > 0 } wrong)
                {
                    return Refuse(wrong);
                }

                // Of two at once only one finds the token; a refused answer rolls this back and leaves the link good.
                if (!await store.TryConsumeAsync(token, ct).ConfigureAwait(false))
                {
                    return InvalidToken;
                }

                var created = await createAccount.RunAsync(request.Email, request.Password, request.Name, platformAdmin: true, ct)
                    .ConfigureAwait(false);
                if (!created.TryGet(out var user, out var refusal))
                {
                    return refusal;
                }

                return (await beginSession.RunAsync(user, Password, org: null, ct).ConfigureAwait(false)).TryGet(out var begun, out refusal)
                    ? new FlowResponse(TypeId.New<FlowId>(now), now, new(FlowStepKinds.Done)) { User = user.ToContract(), Session = begun.Session, Tokens = begun.Tokens }
                    : refusal;
            },
            cancellationToken,
            onDuplicate: CreateAccount.Refused);

    private static Error Refuse(IReadOnlyList<FlowError> wrong) => new(wrong[0].Code, wrong[0].Message, ErrorKind.Invalid)
    {
        Fields = wrong.GroupBy(error => error.Field!).ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray()),
    };
}
