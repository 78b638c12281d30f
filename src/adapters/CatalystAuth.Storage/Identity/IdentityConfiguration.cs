using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Identity;

/// <summary>The names of ASP.NET Core Identity's tables, apart from the domain's own users.</summary>
internal static class IdentityConfiguration
{
    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<IdentityUser<Guid>>(user =>
        {
            user.ToTable("identity_users");

            // Microsoft's own index on the address is not unique.
            user.HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("ix_identity_users_normalized_email");
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("identity_user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("identity_user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("identity_user_tokens");
    }
}
