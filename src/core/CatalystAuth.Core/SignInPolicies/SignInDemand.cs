using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Factors;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>What a session has to have proven. Immutable.</summary>
/// <param name="Methods">One of these ways (<see cref="FlowMethods"/>); empty for any.</param>
/// <param name="RequireMfa">Two factors.</param>
public sealed record SignInDemand(IReadOnlyList<string> Methods, bool RequireMfa)
{
    /// <summary>Nothing.</summary>
    public static SignInDemand None { get; } = new([], RequireMfa: false);

    /// <summary>What an app asks for.</summary>
    public static SignInDemand Of(AppSignIn signIn) => new(signIn.Methods, signIn.RequireMfa);

    /// <summary>Whether one of the ways was taken.</summary>
    /// <param name="amr">How somebody has proven who they are (RFC 8176).</param>
    public bool AllowsMethodOf(IReadOnlyList<string> amr) => Methods.Count == 0 || Methods.Any(method => Proves(amr, method));

    /// <summary>Whether as many factors were proven as are needed.</summary>
    public bool HasFactorsIn(IReadOnlyList<string> amr) => !RequireMfa || amr.Contains(AuthMethods.MultipleFactors);

    /// <summary>Whether all of it was proven.</summary>
    public bool IsMetBy(IReadOnlyList<string> amr) => AllowsMethodOf(amr) && HasFactorsIn(amr);

    /// <summary>What can be proven next in a session that there is, one of these (<see cref="StepUpProofs"/>); empty when one has to sign in anew.</summary>
    public IReadOnlyList<string> MissingIn(IReadOnlyList<string> amr) =>
        AllowsMethodOf(amr) ? HasFactorsIn(amr) ? [] : [StepUpProofs.SecondFactor]
        : [.. Methods.Where(method => method is FlowMethods.Password or FlowMethods.Passkey)];

    /// <summary>What it asks for, for people.</summary>
    public string Describe()
    {
        var ways = Methods.Count == 0 ? null : $"signing in by {string.Join(" or ", Methods)}";
        return (ways, RequireMfa) switch
        {
            ({ }, true) => $"{ways} and a second factor",
            (null, true) => "a second factor",
            _ => ways ?? "nothing more",
        };
    }

    /// <summary>Whether a way is among what was proven.</summary>
    internal static bool Proves(IReadOnlyList<string> amr, string method) => method switch
    {
        FlowMethods.Password => amr.Contains(AuthMethods.Password),
        FlowMethods.Email => amr.Contains(AuthMethods.Email),
        FlowMethods.Passkey => amr.Contains(AuthMethods.HardwareKey) || amr.Contains(AuthMethods.SoftwareKey),
        _ => false,
    };
}
