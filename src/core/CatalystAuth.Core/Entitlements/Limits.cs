using System.Globalization;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>What plans and overrides allow now, for the use cases that count. Who counts holds the organisation or the user meanwhile.</summary>
public sealed class Limits(IEntitlementStore entitlements, TimeProvider time)
{
    /// <summary>The most that an organisation may have of a thing; null for any number.</summary>
    public Task<long?> OfOrgAsync(OrgId org, string limit, CancellationToken cancellationToken) => FindAsync(org, user: null, limit, cancellationToken);

    /// <summary>
    /// The most that a user may have of a thing, whatever organisation they are in: by the default plan and their own overrides. Null
    /// for any number.
    /// </summary>
    public Task<long?> OfUserAsync(UserId user, string limit, CancellationToken cancellationToken) => FindAsync(org: null, user, limit, cancellationToken);

    /// <summary>The refusal of one too many.</summary>
    public static Error Reached(string limit, long most, long used) => new(
        EntitlementErrorCodes.LimitReached, $"The limit \"{limit}\" of {most} is reached. Remove something, or change to a larger plan.",
        ErrorKind.Conflict)
    {
        Fields = new Dictionary<string, string[]>
        {
            ["limit"] = [limit],
            ["max"] = [most.ToString(CultureInfo.InvariantCulture)],
            ["used"] = [used.ToString(CultureInfo.InvariantCulture)],
        },
    };

    private async Task<long?> FindAsync(OrgId? org, UserId? user, string limit, CancellationToken cancellationToken)
    {
        var sources = await entitlements.ReadAsync(org, user, cancellationToken).ConfigureAwait(false);
        return EntitlementMerge.Merge(sources, time.Now()).Limits.FirstOrDefault(found => found.Name == limit)?.Max;
    }
}
