using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Contracts.Users;

/// <summary>A person.</summary>
/// <param name="Id">The user's id, and the <c>sub</c> of their tokens.</param>
/// <param name="Email">The primary address.</param>
/// <param name="EmailVerified">Whether the address was proven.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Labels">Labels set on the user, before any merge.</param>
/// <param name="PlatformAdmin">Whether they administer the whole installation.</param>
/// <param name="CreatedAt">When they signed up.</param>
public sealed record User(
    UserId Id, string Email, bool EmailVerified, string Name, IReadOnlyList<string> Labels, bool PlatformAdmin, DateTimeOffset CreatedAt)
{
    /// <summary>Those of the labels that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabels { get; init; }

    /// <summary>Goes up with each change; the ETag.</summary>
    public int Version { get; init; }

    /// <summary>The whole profile; absent where only the account is told, as after a sign-in.</summary>
    public Profile? Profile { get; init; }

    /// <summary>Why they are kept out now; absent when they are not.</summary>
    public Ban? Ban { get; init; }

    /// <summary>When an admin asked for another password; absent when none did, and once it was changed.</summary>
    public DateTimeOffset? PasswordChangeRequiredAt { get; init; }
}
