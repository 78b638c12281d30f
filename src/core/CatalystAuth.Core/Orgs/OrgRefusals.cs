using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Orgs;

/// <summary>Refusals that the organisations' use cases share.</summary>
internal static class OrgRefusals
{
    public static readonly Error NotDeleted = new(
        OrgErrorCodes.NotDeleted, "This organisation is not deleted. Delete it first.", ErrorKind.Conflict);
}
