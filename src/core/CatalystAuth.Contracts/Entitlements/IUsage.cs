using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Entitlements;

/// <summary>What an organisation uses of its limits.</summary>
public interface IUsage
{
    /// <summary>
    /// Every limit of the organisation's, by name; a user sees how many organisations they own themself. <c>GET /v1/orgs/{org}/usage</c>
    /// </summary>
    Task<Result<IReadOnlyList<Usage>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes an amount of a limit, or refuses with <see cref="EntitlementErrorCodes.LimitReached"/>, whoever else takes from it at the
    /// same time. <c>POST /v1/orgs/{org}/usage/{limit}</c>
    /// </summary>
    Task<Result<Usage>> ConsumeAsync(OrgRef org, string limit, ConsumeRequest request, CancellationToken cancellationToken = default);
}
