using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Mail;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>The ways to sign in that the installation offers, so that no policy asks for one that nobody can take.</summary>
internal sealed class OfferedMethods(IOptions<FlowOptions> options, MailQueue mails)
{
    /// <summary>The refusal of ways that are not offered; null when all are.</summary>
    public Error? Check(string field, IReadOnlyList<string>? methods)
    {
        var offered = FlowOptions.AllMethods.Where(IsOffered).ToList();
        return methods is null || (methods.Count <= offered.Count && methods.All(offered.Contains))
            ? null
            : Error.Field(SignInPolicyErrorCodes.Invalid, field, $"The ways to sign in are: {string.Join(", ", offered)}. Leave them out for all.");
    }

    /// <summary>In the order of <see cref="FlowOptions.AllMethods"/>, each once.</summary>
    public static IReadOnlyList<string> InOrder(IReadOnlyList<string>? methods) => [.. FlowOptions.AllMethods.Where(method => methods?.Contains(method) == true)];

    private bool IsOffered(string method) => options.Value.Allows(method) && (method != FlowMethods.Email || mails.IsAvailable);
}
