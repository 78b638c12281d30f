using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// How a user proves anew who they are, by one proof, as an <c>amr</c> (RFC 8176). Wrong ones count as they do at sign-in. Not inside of a unit of work.
/// </summary>
internal sealed class ProofsAnew(
    IUserStore users, PasswordProof passwords, TotpProof totp, RecoveryCodes recoveryCodes, PasskeyAssertions passkeys, IOptions<FlowOptions> flows)
{
    /// <summary>By the password.</summary>
    public async Task<Result<IReadOnlyList<string>>> ByPasswordAsync(UserId user, string password, CancellationToken cancellationToken)
    {
        if (!flows.Value.HasPasswords)
        {
            return FlowRefusals.NoPasswords;
        }

        if (await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return UserRefusals.WrongPassword;
        }

        var proven = await passwords.VerifyAsync(known.Email, known.Email, password, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var id, out var refusal) ? refusal : id != user ? UserRefusals.WrongPassword : new[] { AuthMethods.Password };
    }

    /// <summary>By a code of an app, or by a recovery code, which stands in for an app that is lost as it does at sign-in.</summary>
    public async Task<Result<IReadOnlyList<string>>> ByCodeAsync(UserId user, string code, CancellationToken cancellationToken)
    {
        var tried = RecoveryCodeText.Normalize(code) is null
            ? await totp.VerifyAsync(user, code, cancellationToken).ConfigureAwait(false)
            : await recoveryCodes.VerifyAsync(user, code, cancellationToken).ConfigureAwait(false);
        return !tried.TryGet(out var isRight, out var refusal) ? refusal : isRight ? new[] { AuthMethods.OneTimeCode } : FactorRefusals.WrongCode;
    }

    /// <summary>By a passkey of theirs.</summary>
    public async Task<Result<IReadOnlyList<string>>> ByPasskeyAsync(UserId user, PasskeyAnswer answer, CancellationToken cancellationToken)
    {
        var proven = await passkeys.FinishAssertionAsync(answer.State, answer.Response, cancellationToken).ConfigureAwait(false);
        return !proven.TryGet(out var proof, out var refusal) ? refusal : proof.User == user ? proof.Amr.ToList() : FactorRefusals.PasskeyInvalid;
    }
}
