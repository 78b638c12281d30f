using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

internal sealed class ProfileStore(CatalystDbContext context) : IProfileStore
{
    public Task<ProfileEntry?> FindAsync(UserId user, CancellationToken cancellationToken) =>
        context.Profiles.FirstOrDefaultAsync(profile => profile.UserId == user, cancellationToken);

    public void Add(ProfileEntry profile) => context.Add(profile);
}
