using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Identity.Embedded.Flows;

/// <summary>A hash of nobody's password: what is compared with when there is no account, so that it takes the same time.</summary>
internal sealed class DummyHash
{
    private static readonly IdentityUser<Guid> Nobody = new();

    private readonly string _hash;

    // Made when the process starts: to make it takes as long as to compare with it.
    public DummyHash(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        _hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<IdentityUser<Guid>>>().HashPassword(Nobody, "nobody's password");
    }

    /// <summary>Compares, with what would compare the password of an account.</summary>
    public void Compare(IPasswordHasher<IdentityUser<Guid>> hasher, string password) => hasher.VerifyHashedPassword(Nobody, _hash, password);
}
