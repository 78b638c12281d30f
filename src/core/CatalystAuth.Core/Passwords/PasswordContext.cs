namespace CatalystAuth.Core.Passwords;

/// <summary>What a new password is judged with.</summary>
/// <param name="HasSecondFactor">Whether the account has a second factor: the password may be shorter then.</param>
public sealed record PasswordContext(bool HasSecondFactor = false)
{
    /// <summary>Words that a password must not mainly be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of an account.</summary>
    /// <param name="email">Its address; the domain is no such word.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="hasSecondFactor">Whether it has a second factor.</param>
    /// <param name="orgs">Names of organisations that the user is in or joins.</param>
    public static PasswordContext Of(string? email, string? name, bool hasSecondFactor = false, IEnumerable<string>? orgs = null) =>
        new(hasSecondFactor) { Words = [.. new[] { email?.Split('@')[0], name }.OfType<string>(), .. orgs ?? []] };

    /// <summary>Without the words, which are personal.</summary>
    public override string ToString() => $"PasswordContext {{ HasSecondFactor = {HasSecondFactor} }}";
}
