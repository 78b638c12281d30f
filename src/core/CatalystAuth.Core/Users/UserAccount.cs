using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>A user as it is stored. Credentials are the identity provider's, under the same id.</summary>
public sealed class UserAccount
{
    /// <summary>The id.</summary>
    public required UserId Id { get; init; }

    /// <summary>The address as it was typed.</summary>
    public required string Email { get; set; }

    /// <summary>Whether the address was proven.</summary>
    public bool EmailVerified { get; set; }

    /// <summary>What to call them.</summary>
    public required string Name { get; set; }

    /// <summary>Labels set on the user.</summary>
    public IReadOnlyList<LabelEntry> Labels { get; set; } = [];

    /// <summary>Whether they administer the whole installation.</summary>
    public bool PlatformAdmin { get; init; }

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When they signed up.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As the wire has it.</summary>
    public User ToContract() => new(Id, Email, EmailVerified, Name, [.. Labels.Select(entry => entry.Label)], PlatformAdmin, CreatedAt);
}
