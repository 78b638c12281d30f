using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>What an organisation's plan allows, for the use cases that count.</summary>
public sealed class Limits
{
    private readonly Dictionary<string, long> _plan = [];

    /// <summary>The most that an organisation may have of a thing; null for any number.</summary>
    public Task<long?> OfOrgAsync(OrgId org, string limit, CancellationToken cancellationToken) => Task.FromResult<long?>(_plan.TryGetValue(limit, out var most) ? most : null);

    /// <summary>The most that a user may have of a thing, whatever organisation they are in; null for any number.</summary>
    public Task<long?> OfUserAsync(UserId user, string limit, CancellationToken cancellationToken) => Task.FromResult<long?>(_plan.TryGetValue(limit, out var most) ? most : null);

    /// <summary>The refusal of one too many.</summary>
    public static Error Reached(string limit, long most) => new(
        EntitlementErrorCodes.LimitReached, $"The limit \"{limit}\" of {most} is reached. Remove something, or change to a larger plan.",
        ErrorKind.Conflict);
}
