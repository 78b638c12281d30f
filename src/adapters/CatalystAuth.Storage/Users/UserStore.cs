using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class UserStore(CatalystDbContext context) : IUserStore
{
    public Task<UserAccount?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        context.Accounts.FirstOrDefaultAsync(user => user.Id == id, cancellationToken);

    public Task<bool> AnyPlatformAdminAsync(CancellationToken cancellationToken) =>
        context.Accounts.AnyAsync(user => user.PlatformAdmin, cancellationToken);

    public void Add(UserAccount user) => context.Add(user);
}
