namespace CatalystAuth.Core.Orgs;

/// <summary>How organisations live. Section <c>Catalyst:Orgs</c>.</summary>
public sealed class OrgOptions
{
    /// <summary>How long a deleted organisation can be restored: 0 to 365 days.</summary>
    public TimeSpan RestoreWindow { get; set; } = TimeSpan.FromDays(30);
}
