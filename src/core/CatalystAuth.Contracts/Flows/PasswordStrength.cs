namespace CatalystAuth.Contracts.Flows;

/// <summary>Asks how good a password would be.</summary>
/// <param name="Password">The password.</param>
/// <param name="Email">The address of the account, if it is known: a password like it is a bad one.</param>
/// <param name="Name">The name of its owner, for the same reason.</param>
/// <param name="WithSecondFactor">Whether the account has a second factor, so that the password may be shorter.</param>
public sealed record PasswordStrengthRequest(string Password, string? Email = null, string? Name = null, bool WithSecondFactor = false)
{
    /// <summary>Without the password, so that no log can carry it.</summary>
    public override string ToString() => nameof(PasswordStrengthRequest);
}

/// <summary>How good a password would be.</summary>
/// <param name="Score">From 0, guessed at once, to 4, hard to guess (zxcvbn).</param>
/// <param name="IsAccepted">Whether it could be set.</param>
/// <param name="Feedback">What makes it weak, one of <see cref="PasswordFeedback"/>; null when nothing does.</param>
public sealed record PasswordStrength(int Score, bool IsAccepted, string? Feedback = null);

/// <summary>What makes a password weak. Others may come.</summary>
public static class PasswordFeedback
{
    /// <summary>It is one that many people have, or that was stolen from others.</summary>
    public const string Common = "common";

    /// <summary>It is too short.</summary>
    public const string TooShort = "short";

    /// <summary>It is made of the name, the address or the product.</summary>
    public const string Context = "context";

    /// <summary>It is few words.</summary>
    public const string Words = "words";

    /// <summary>It is keys that lie side by side.</summary>
    public const string Keyboard = "keyboard";

    /// <summary>It repeats itself.</summary>
    public const string Repeat = "repeat";

    /// <summary>It is in the order of the alphabet or of numbers.</summary>
    public const string Sequence = "sequence";

    /// <summary>It is a date.</summary>
    public const string Date = "date";
}
