using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Setup;

/// <summary>Creates the first platform admin from configuration, for installations that no person sets up.</summary>
public sealed class BootstrapAdmin
{
    private readonly IUserStore _users;
    private readonly CreateAccount _createAccount;
    private readonly IUnitOfWork _unitOfWork;

    internal BootstrapAdmin(IUserStore users, CreateAccount createAccount, IUnitOfWork unitOfWork) =>
        (_users, _createAccount, _unitOfWork) = (users, createAccount, unitOfWork);

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

                var created = await _createAccount.RunAsync(email, password, "Admin", platformAdmin: true, ct).ConfigureAwait(false);
                return created.Map(_ => true);
            },
            cancellationToken).ConfigureAwait(false);
}
