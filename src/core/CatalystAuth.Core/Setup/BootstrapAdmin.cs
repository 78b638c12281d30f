using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Setup;

/// <summary>Creates the first platform admin from configuration, for installations that no person sets up.</summary>
public sealed class BootstrapAdmin
{
    private readonly IUserStore _users;
    private readonly CreateAccount _createAccount;
    private readonly IOptions<FlowOptions> _flows;
    private readonly IUnitOfWork _unitOfWork;

    private static readonly Error NoWayIn = new(
        FlowErrorCodes.MethodNotAllowed,
        "Catalyst__Flows__Methods has no \"password\", and nobody signs in by mail. Add \"email\" and set Catalyst__Mail__Smtp__Host, or set the first admin up by the link.",
        ErrorKind.Invalid);

    internal BootstrapAdmin(IUserStore users, CreateAccount createAccount, IOptions<FlowOptions> flows, IUnitOfWork unitOfWork) =>
        (_users, _createAccount, _flows, _unitOfWork) = (users, createAccount, flows, unitOfWork);

    /// <summary>Creates it when there is no admin yet. True when it was created, false when there was one already.</summary>
    public async Task<Result<bool>> RunAsync(string email, string password, CancellationToken cancellationToken) =>
        await _unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await _users.AnyPlatformAdminAsync(ct).ConfigureAwait(false))
                {
                    return false;
                }

                if (_createAccount.Check(email, password, "Admin") is [{ } wrong, ..])
                {
                    return new Error(wrong.Code, wrong.Message, ErrorKind.Invalid);
                }

                if (_flows.Value is { HasPasswords: false } flows && !(flows.Allows(FlowMethods.Email) && flows.MailLeaves))
                {
                    return NoWayIn;
                }

                // Where there are no passwords it signs in by mail, to the address that whoever runs the installation has named.
                var hasPassword = _flows.Value.HasPasswords;
                var created = await _createAccount.RunAsync(
                    email, hasPassword ? password : null, "Admin", platformAdmin: true, ct, isProven: !hasPassword).ConfigureAwait(false);
                return created.Map(_ => true);
            },
            cancellationToken).ConfigureAwait(false);
}
