using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded.Flows;

/// <summary>A hash of nobody's password: what is compared with when there is no account, so that it takes the same time.</summary>
internal sealed class DummyHash
{
    private static readonly IdentityUser<Guid> Nobody = new();

    private readonly PasswordHasher<IdentityUser<Guid>> _hasher;
    private readonly string _hash;

    // Made when the process starts: to make it takes as long as to compare with it.
    public DummyHash(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new(options);
        _hash = _hasher.HashPassword(Nobody, "nobody's password");
    }

    public void Compare(string password) => _hasher.VerifyHashedPassword(Nobody, _hash, password);
}
