using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Labels;

/// <summary>Where label schemas are kept.</summary>
public interface ILabelSchemaStore
{
    /// <summary>An organisation's or, with null, the platform's for a key.</summary>
    Task<LabelSchemaEntry?> FindAsync(OrgId? org, string key, CancellationToken cancellationToken);

    /// <summary>The platform's and those of some organisations, by key. Not to be changed.</summary>
    Task<IReadOnlyList<LabelSchemaEntry>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps schemas from being changed until the current transaction ends: who counts them, or relies on a label's being visible,
    /// must not be overtaken.
    /// </summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(LabelSchemaEntry schema);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(LabelSchemaEntry schema);
}
