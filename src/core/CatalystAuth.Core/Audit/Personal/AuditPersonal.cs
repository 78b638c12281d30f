using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>The personal values of a record about one subject, sealed with the subject's key. Never changed; may be deleted.</summary>
public sealed class AuditPersonal
{
    /// <summary>The record.</summary>
    public required AuditId RecordId { get; init; }

    /// <summary>Whom they are about: an id.</summary>
    public required string Subject { get; init; }

    /// <summary>The values with their salts, see <see cref="PersonalSeal"/>.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>The key of all personal values about one subject. What it has sealed is lost with it.</summary>
public sealed class SubjectKey
{
    /// <summary>Whom the values are about: an id.</summary>
    public required string Subject { get; init; }

    /// <summary>The key, encrypted by <see cref="SigningKeys.ISecretProtector"/>.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
