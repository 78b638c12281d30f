using CatalystAuth.Contracts.Audit;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Where personal values are kept beside their records, and the keys that open them.</summary>
public interface IPersonalStore
{
    /// <summary>The keys of subjects as they are now; those that have none are missing.</summary>
    Task<IReadOnlyList<SubjectKey>> ListKeysAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);

    /// <summary>Writes a key at once in the current transaction, unless the subject has one. Whether it was written.</summary>
    Task<bool> TryAddKeyAsync(SubjectKey key, CancellationToken cancellationToken);

    /// <summary>Adds values to the current transaction.</summary>
    void Add(AuditPersonal values);

    /// <summary>The values of records whose keys are there.</summary>
    Task<IReadOnlyList<KeyedValues>> ListAsync(IReadOnlyCollection<AuditId> records, CancellationToken cancellationToken);

    /// <summary>Deletes the keys of subjects and their values at once in the current transaction, and how many keys there were.</summary>
    Task<int> EraseAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);
}

/// <summary>Values with their key.</summary>
/// <param name="Values">The values.</param>
/// <param name="Key">The key of their subject, which may be younger than they are.</param>
public sealed record KeyedValues(AuditPersonal Values, SubjectKey Key);
