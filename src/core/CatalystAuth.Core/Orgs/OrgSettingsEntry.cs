using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Profiles;

namespace CatalystAuth.Core.Orgs;

/// <summary>Settings as they are stored.</summary>
public sealed class OrgSettingsEntry
{
    /// <summary>Whose.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>JSON for everybody in the organisation.</summary>
    public string Client { get; set; } = "{}";

    /// <summary>JSON for servers.</summary>
    public string Server { get; set; } = "{}";

    /// <summary>Goes up with each change.</summary>
    public int Version { get; set; }

    /// <summary>As the wire has it.</summary>
    public OrgSettings ToContract(bool withServer) => new(CustomData.Read(Client), withServer ? CustomData.Read(Server) : null, Version);
}
