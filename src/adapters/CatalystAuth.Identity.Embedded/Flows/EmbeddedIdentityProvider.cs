using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Core.Users;
using CatalystAuth.Identity.Embedded.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Identity.Embedded.Flows;

/// <summary>Passwords on ASP.NET Core Identity. How often one may try is not its matter: see Attempts in the core.</summary>
internal sealed class EmbeddedIdentityProvider(
    UserManager<IdentityUser<Guid>> users, IServiceScopeFactory scopes, DummyHash dummy, PasswordRules rules)
    : IIdentityProvider
{
    /// <summary>PBKDF2 with HMAC-SHA-512: what OWASP asks for.</summary>
    public const int HashIterations = 210_000;

    private static readonly Error Refused = new(
        FlowErrorCodes.SignUpRefused, "An account can't be made with these answers. If you have one, sign in.", ErrorKind.Invalid);

    public Result CheckNewPassword(string password, PasswordContext context) => rules.Check(password, context);

    public async Task<Result> CreateAsync(UserId id, string email, string? password, PasswordContext context, CancellationToken cancellationToken)
    {
        if (password is not null && rules.Check(password, context) is { IsSuccess: false } refused)
        {
            return refused;
        }

        var user = new IdentityUser<Guid>
        {
            Id = id.Value,
            UserName = email,
            Email = email,
        };
        user.PasswordHash = password is null ? null : HashOf(user, password);
        var created = await users.CreateAsync(user).ConfigureAwait(false);
        return created.Succeeded ? Result.Success : Refused;
    }

    public async Task<UserId?> VerifyPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        var normalized = PasswordText.Normalize(password);

        // What can't be an address is nobody's, and not every database can be asked for it.
        var user = normalized is null || !EmailAddress.IsValid(email) ? null : await users.FindByEmailAsync(email).ConfigureAwait(false);
        if (normalized is null || user?.PasswordHash is null)
        {
            dummy.Compare(users.PasswordHasher, normalized ?? string.Empty);
            return null;
        }

        var verdict = users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash, normalized);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(user.Id, normalized).ConfigureAwait(false);
        }

        return verdict == PasswordVerificationResult.Failed ? null : new UserId(user.Id);
    }

    public async Task<bool> HasPasswordAsync(UserId id, CancellationToken cancellationToken) =>
        await users.FindByIdAsync(id.Value.ToString()).ConfigureAwait(false) is { PasswordHash: not null };

    public async Task<Result> SetPasswordAsync(UserId id, string password, PasswordContext context, CancellationToken cancellationToken)
    {
        if (rules.Check(password, context) is { IsSuccess: false } refused)
        {
            return refused;
        }

        if (await users.FindByIdAsync(id.Value.ToString()).ConfigureAwait(false) is not { } user)
        {
            return Refused;
        }

        user.PasswordHash = HashOf(user, password);
        return (await users.UpdateAsync(user).ConfigureAwait(false)).Succeeded ? Result.Success : throw Changed();
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

    // A sign-in wrote a newer hash on the same row.
    private static InfraException Changed() => new("The credentials of the account changed meanwhile; try again.");

    private string HashOf(IdentityUser<Guid> user, string password) => users.PasswordHasher.HashPassword(user, PasswordText.Normalize(password)!);

    // In a scope of its own, as it holds whatever becomes of the sign-in. When another request changed the account meanwhile, this fails
    // and the next sign-in does it.
    private async Task RehashAsync(Guid id, string normalized)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var manager = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
            if (await manager.FindByIdAsync(id.ToString()).ConfigureAwait(false) is { } user)
            {
                user.PasswordHash = manager.PasswordHasher.HashPassword(user, normalized);
                await manager.UpdateAsync(user).ConfigureAwait(false);
            }
        }
    }
}
