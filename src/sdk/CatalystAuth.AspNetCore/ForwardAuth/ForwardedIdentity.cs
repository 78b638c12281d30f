using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.AspNetCore.Tokens;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.ForwardAuth;

/// <summary>
/// Believes identity headers when the decision token beside them is valid, is for this application, and was made with exactly these
/// headers.
/// </summary>
internal sealed class ForwardedIdentity(IssuerKeys keys, IOptions<CatalystForwardAuthOptions> options, TimeProvider time)
{
    public const string AuthenticationType = "CatalystForwardAuth";

    private static readonly Error Invalid = new(
        AuthErrorCodes.InvalidToken, "There is no decision of forward-auth with this request, or not one for it.", ErrorKind.Unauthenticated);

    private static readonly Error Unknown = new(
        RequestErrorCodes.Unavailable, "The issuer's keys are not known now, so no decision is believed.", ErrorKind.Unavailable);

    private readonly TokenVerifier _verifier = new(options.Value.Issuer, options.Value.App, options.Value.ClockSkew);

    /// <summary>Who a request comes from; a principal without an identity for nobody, where the app's rule asks for nobody.</summary>
    public async ValueTask<Result<ClaimsPrincipal>> VerifyAsync(IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        if (One(headers, IdentityHeaders.Decision) is not { } token || TokenVerifier.KeyIdOf(token) is not { } keyId)
        {
            return Invalid;
        }

        var values = IdentityDigest.Names.Select(name => One(headers, name)).OfType<string>().ToList();
        if (values.Count != IdentityDigest.Names.Count)
        {
            return Invalid;
        }

        if (await keys.FindAsync(keyId, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return Unknown;
        }

        var decision = _verifier.VerifyDecision(known, token, time.GetUtcNow());
        return decision?.Identity is { } digest && Same(digest, IdentityDigest.Of(values)) ? PrincipalOf(decision, headers) : Invalid;
    }

    private static ClaimsPrincipal PrincipalOf(DecisionToken decision, IHeaderDictionary headers)
    {
        if (decision.Subject == IdentityHeaders.Absent)
        {
            return new(new ClaimsIdentity());
        }

        IEnumerable<(string Type, string Header, char? Separator)> told =
        [
            (ClaimNames.Subject, IdentityHeaders.UserSub, null), (ClaimNames.Email, IdentityHeaders.UserEmail, null),
            (ClaimNames.Org, IdentityHeaders.OrgId, null), (ClaimNames.OrgSlug, IdentityHeaders.OrgSlug, null),
            (ClaimNames.Role, IdentityHeaders.Role, null), (ClaimNames.Groups, IdentityHeaders.Groups, ','),
            (ClaimNames.Labels, IdentityHeaders.Labels, ','), (ClaimNames.Scope, IdentityHeaders.Scopes, ' '),
            (ClaimNames.Plan, IdentityHeaders.Plan, null), (ClaimNames.SessionId, IdentityHeaders.SessionId, null),
            (ClaimNames.Decision, IdentityHeaders.DecisionId, null),
        ];
        var claims = told.SelectMany(item => ValuesOf(headers[item.Header].ToString(), item.Separator).Select(value => new Claim(item.Type, value)));
        return new(new ClaimsIdentity(claims, AuthenticationType, ClaimNames.Subject, ClaimNames.Role));
    }

    private static IEnumerable<string> ValuesOf(string value, char? separator) =>
        value == IdentityHeaders.Absent ? []
        : (separator is { } between ? value.Split(between) : [value]).Select(Uri.UnescapeDataString);

    private static string? One(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 } value] ? value : null;

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
