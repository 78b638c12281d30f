using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core;
using CatalystAuth.Core.Factors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded.Passkeys;

/// <summary>WebAuthn by ASP.NET Core Identity.</summary>
internal sealed class PasskeyCeremonies(IPasskeyHandler<PasskeyOwner> handler, IOptions<ProductOptions> product) : IPasskeyCeremonies
{
    // The handler asks for one, and with our settings never looks at it: site and origins are fixed.
    private static HttpContext NoContext => new DefaultHttpContext();

    public async Task<PasskeyOptions> MakeRegistrationAsync(UserId user, string email, string name, CancellationToken cancellationToken)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = user.ToString(), Name = email, DisplayName = name }, NoContext).ConfigureAwait(false);

        // People are asked for the product, not for its domain.
        var options = JsonNode.Parse(made.CreationOptionsJson)!;
        options["rp"]!["name"] = product.Value.Name;
        return new(options.ToJsonString(), made.AttestationState!);
    }

    public async Task<NewPasskey?> VerifyRegistrationAsync(string state, string response, CancellationToken cancellationToken)
    {
        var result = await handler.PerformAttestationAsync(
            new() { HttpContext = NoContext, CredentialJson = response, AttestationState = state }).ConfigureAwait(false);
        ThrowOutage(result.Failure);
        return result.Succeeded && UserId.TryParse(result.UserEntity.Id, null, out var user)
            ? new(
                user, result.Passkey.CredentialId, result.Passkey.PublicKey, result.Passkey.SignCount, result.Passkey.Transports ?? [],
                result.Passkey.IsBackupEligible, result.Passkey.IsBackedUp)
            : null;
    }

    public async Task<PasskeyOptions> MakeAssertionAsync(UserId? user, CancellationToken cancellationToken)
    {
        var made = await handler.MakeRequestOptionsAsync(user is { } known ? new PasskeyOwner(known) : null, NoContext).ConfigureAwait(false);
        return new(made.RequestOptionsJson, made.AssertionState!);
    }

    public async Task<UsedPasskey?> VerifyAssertionAsync(string state, string response, CancellationToken cancellationToken)
    {
        var result = await handler.PerformAssertionAsync(
            new() { HttpContext = NoContext, CredentialJson = response, AssertionState = state }).ConfigureAwait(false);
        ThrowOutage(result.Failure);
        return result.Succeeded ? new(result.Passkey.CredentialId, result.Passkey.SignCount, result.Passkey.IsBackedUp) : null;
    }

    // The handler takes every exception for a bad answer.
    private static void ThrowOutage(PasskeyException? failure)
    {
        if (failure?.InnerException is InfraException or System.Data.Common.DbException)
        {
            throw new InfraException("Passkeys can't be read now.", failure.InnerException);
        }
    }
}
