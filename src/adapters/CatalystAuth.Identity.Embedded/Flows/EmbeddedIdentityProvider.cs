using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded.Flows;

/// <summary>Passwords on ASP.NET Core Identity, with the server's own clock for lockout.</summary>
internal sealed class EmbeddedIdentityProvider(
    UserManager<IdentityUser<Guid>> users, IServiceScopeFactory scopes, DummyHash dummy, IOptions<EmbeddedIdentityOptions> options,
    TimeProvider time) : IIdentityProvider
{
    /// <summary>PBKDF2 with HMAC-SHA-512: what OWASP asks for.</summary>
    public const int HashIterations = 210_000;

    private const int MaxTries = 10;

    private static readonly Error Refused = new(
        FlowErrorCodes.SignUpRefused, "An account can't be made with these answers. If you have one, sign in.", ErrorKind.Invalid);

    public Result CheckNewPassword(string password)
    {
        var length = password.EnumerateRunes().Count();
        return length >= options.Value.MinimumPasswordLength && length <= EmbeddedIdentityOptions.MaximumPasswordLength
            ? Result.Success
            : Error.Field(
                FlowErrorCodes.PasswordLength, "password",
                $"A password has {options.Value.MinimumPasswordLength} to {EmbeddedIdentityOptions.MaximumPasswordLength} characters.");
    }

    public async Task<Result> CreateAsync(UserId id, string email, string password, CancellationToken cancellationToken)
    {
        if (CheckNewPassword(password) is { IsSuccess: false } refused)
        {
            return refused;
        }

        var user = new IdentityUser<Guid>
        {
            Id = id.Value,
            UserName = email,
            Email = email,
            LockoutEnabled = true,
        };
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        var created = await users.CreateAsync(user).ConfigureAwait(false);
        return created.Succeeded ? Result.Success : Refused;
    }

    public async Task<UserId?> VerifyPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        // In a scope of its own, as what is written here holds whatever becomes of the sign-in.
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await VerifyAsync(scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>(), email, password)
                .ConfigureAwait(false);
        }
    }

    public async Task<Result> SetEmailAsync(UserId id, string email, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.Value.ToString()).ConfigureAwait(false) is not { } user)
        {
            return Refused;
        }

        user.UserName = email;
        user.Email = email;
        user.EmailConfirmed = true;
        var updated = await users.UpdateAsync(user).ConfigureAwait(false);
        return updated.Succeeded ? Result.Success
            : updated.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? throw Changed()
            : Refused;
    }

    public async Task DeleteAsync(UserId id, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.Value.ToString()).ConfigureAwait(false) is { } user
            && !(await users.DeleteAsync(user).ConfigureAwait(false)).Succeeded)
        {
            throw Changed();
        }
    }

    // A sign-in counted a failure, or its end, on the same row.
    private static InfraException Changed() => new("The credentials of the account changed meanwhile; try again.");

    private async Task<UserId?> VerifyAsync(UserManager<IdentityUser<Guid>> manager, string email, string password)
    {
        // Counted in UTF-16 units here: enough for any password that could be set.
        var isPossible = password.Length is > 0 and <= 2 * EmbeddedIdentityOptions.MaximumPasswordLength;
        var user = isPossible ? await manager.FindByEmailAsync(email).ConfigureAwait(false) : null;
        if (user?.PasswordHash is null || user.LockoutEnd > time.GetUtcNow())
        {
            dummy.Compare(isPossible ? password : string.Empty);
            return null;
        }

        var verdict = manager.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash, password);
        if (verdict == PasswordVerificationResult.Failed)
        {
            await CountFailureAsync(user.Id).ConfigureAwait(false);
            return null;
        }

        if (user.AccessFailedCount > 0 || user.LockoutEnd is not null || verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.AccessFailedCount = 0;
            user.LockoutEnd = null;
            user.PasswordHash = verdict == PasswordVerificationResult.SuccessRehashNeeded
                ? manager.PasswordHasher.HashPassword(user, password)
                : user.PasswordHash;

            // When another request changed the account meanwhile, this fails and the next sign-in does it.
            await manager.UpdateAsync(user).ConfigureAwait(false);
        }

        return new UserId(user.Id);
    }

    // Parallel guesses collide on the account's stamp; each has to be counted all the same. A scope of its own each time, as a context
    // would give back the account as it read it first.
    private async Task CountFailureAsync(Guid id)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var manager = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
                if (await manager.FindByIdAsync(id.ToString()).ConfigureAwait(false) is not { } user)
                {
                    return;
                }

                user.AccessFailedCount++;
                if (user.AccessFailedCount >= options.Value.MaxFailedAttempts)
                {
                    user.AccessFailedCount = 0;
                    user.LockoutEnd = time.GetUtcNow() + options.Value.LockoutDuration;
                }

                if ((await manager.UpdateAsync(user).ConfigureAwait(false)).Succeeded)
                {
                    return;
                }
            }
        }
    }
}
