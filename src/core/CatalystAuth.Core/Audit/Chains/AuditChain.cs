using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Audit.Chains;

/// <summary>The chain that a record is in: that of its organisation, or that of the platform.</summary>
/// <param name="Org">The organisation; null for the platform.</param>
public readonly record struct AuditChain(OrgId? Org)
{
    private const string PlatformName = "platform";

    /// <summary>The platform's.</summary>
    public static AuditChain Platform => default;

    /// <summary>As exports and checkpoints call it: the organisation's id, or <c>platform</c>.</summary>
    public string Name => Org?.ToString() ?? PlatformName;

    /// <summary>What stands for the hash before the first record, so that no chain can be passed off as another.</summary>
    public byte[] Seed => SeedOf(Name);

    /// <summary>The <see cref="Seed"/> of the chain of that name.</summary>
    public static byte[] SeedOf(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"catalyst-audit-chain:v1:{name}"));

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
