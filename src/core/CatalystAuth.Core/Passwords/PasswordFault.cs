namespace CatalystAuth.Core.Passwords;

/// <summary>What is wrong with a password that is in use. That it is easy to guess is a matter of new ones: nobody is made to change what nobody knows.</summary>
public enum PasswordFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is known to others.</summary>
    Known,

    /// <summary>It is too short for any account.</summary>
    TooShort,

    /// <summary>It is too short for an account without a second factor.</summary>
    TooShortAlone,
}
