namespace CatalystAuth.Contracts.Users;

/// <summary>Sets a password.</summary>
/// <param name="Password">The new one: 15 to 256 characters, 8 or more beside a second factor (the least are settings).</param>
/// <param name="CurrentPassword">The one before; needed when there is one.</param>
public sealed record SetPasswordRequest(string Password, string? CurrentPassword = null)
{
    /// <summary>Without the passwords, so that no log can carry them.</summary>
    public override string ToString() => nameof(SetPasswordRequest);
}
