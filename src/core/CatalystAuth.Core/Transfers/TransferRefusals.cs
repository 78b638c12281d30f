using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Transfers;

namespace CatalystAuth.Core.Transfers;

/// <summary>Refusals that the transfers' use cases share.</summary>
internal static class TransferRefusals
{
    public static readonly Error NotFound = new(
        TransferErrorCodes.NotFound, "There is no open offer of ownership for you here; it may have been accepted, declined or taken back.",
        ErrorKind.NotFound);

    public static readonly Error Pending = new(
        TransferErrorCodes.Pending, "Another offer of ownership is open. Take it back first.", ErrorKind.Conflict);

    public static readonly Error Expired = new(
        TransferErrorCodes.Expired, "This offer of ownership has expired. Ask for a new one.", ErrorKind.Gone);

    public static readonly Error ToOwner = new(
        TransferErrorCodes.ToOwner, "This user owns the organisation already.", ErrorKind.Conflict);
}
