using Microsoft.AspNetCore.Identity;

namespace CatalystAuth.Identity.Embedded.Flows;

/// <summary>A hash of nobody's password: what is compared with when there is no account, so that it takes the same time.</summary>
internal sealed class DummyHash(IPasswordHasher<IdentityUser<Guid>> hasher)
{
    private static readonly IdentityUser<Guid> Nobody = new();

    private readonly Lazy<string> _hash = new(() => hasher.HashPassword(Nobody, "nobody's password"));

    public void Compare(string password) => hasher.VerifyHashedPassword(Nobody, _hash.Value, password);
}
