using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Passwords;

/// <summary>Says how good a password would be.</summary>
public interface IPasswordMeter
{
    /// <summary>How many characters a new password has at the least.</summary>
    int ShortestLength(bool hasSecondFactor);

    /// <summary>What is wrong with a password that is in use, by the rules of today.</summary>
    PasswordFault FaultOf(string password);

    /// <summary>Rates a password that nobody has set.</summary>
    PasswordStrength Rate(string password, PasswordContext context);
}
