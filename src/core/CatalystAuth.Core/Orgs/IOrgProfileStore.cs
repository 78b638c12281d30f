using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Orgs;

/// <summary>Where profiles and settings of organisations are kept.</summary>
public interface IOrgProfileStore
{
    /// <summary>A profile; null when nothing was written yet.</summary>
    Task<OrgProfileEntry?> FindProfileAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Settings; null when nothing was written yet.</summary>
    Task<OrgSettingsEntry?> FindSettingsAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Adds a profile to the current transaction.</summary>
    void Add(OrgProfileEntry profile);

    /// <summary>Adds settings to the current transaction.</summary>
    void Add(OrgSettingsEntry settings);
}
