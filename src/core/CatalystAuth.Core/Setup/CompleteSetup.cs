using System.Security.Cryptography;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Setup;

/// <summary>Creates the first platform admin with the one-time token. Closed for ever once there is an admin.</summary>
internal sealed class CompleteSetup(
    IUserStore users, ISetupStore store, CreateAccount createAccount, BeginSession beginSession, IOptions<FlowOptions> flows, IUnitOfWork unitOfWork,
    TimeProvider time) : ISetup
{
    private static readonly string[] ByPassword = [AuthMethods.Password];
    private static readonly string[] ByEmail = [AuthMethods.Email];

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

                // Where there are no passwords the admin signs in by mail, to the address that whoever runs the installation has named.
                var hasPassword = flows.Value.HasPasswords;
                var password = hasPassword ? request.Password : null;
                if (createAccount.Check(request.Email, password, request.Name, hasPassword) is { Count: > 0 } wrong)
                {
                    return Refuse(wrong);
                }

                // Of two at once only one finds the token; a refused answer rolls this back and leaves the link good.
                if (!await store.TryConsumeAsync(token, ct).ConfigureAwait(false))
                {
                    return InvalidToken;
                }

                var created = await createAccount.RunAsync(
                    request.Email, password, request.Name, platformAdmin: true, ct, isProven: !hasPassword).ConfigureAwait(false);
                if (!created.TryGet(out var user, out var refusal))
                {
                    return refusal;
                }

                var made = new FlowResponse(TypeId.New<FlowId>(now), now, new(FlowStepKinds.Done)) { User = user.ToContract() };

                // Who needs a second factor sets it up on the way in.
                if (flows.Value.RequireMfa)
                {
                    return made;
                }

                return (await beginSession.RunAsync(user, hasPassword ? ByPassword : ByEmail, org: null, ct).ConfigureAwait(false)).TryGet(out var begun, out refusal)
                    ? made with { Session = begun.Session, Tokens = begun.Tokens }
                    : refusal;
            },
            cancellationToken,
            onDuplicate: CreateAccount.Refused);

    private static Error Refuse(IReadOnlyList<FlowError> wrong) => new(wrong[0].Code, wrong[0].Message, ErrorKind.Invalid)
    {
        Fields = wrong.GroupBy(error => error.Field!).ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray()),
    };
}
