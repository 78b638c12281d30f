using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.ClaimProfiles;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Permissions;

/// <summary>The permission catalogue behind its contract.</summary>
internal sealed class Permissions(
    OrgAccess access, IPermissionStore store, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
    : IPermissions
{
    /// <summary>How many an organisation may define.</summary>
    public const int MaxCount = 200;

    private const int MaxDescriptionLength = 200;

    private static readonly Error TooMany = new(
        PermissionErrorCodes.TooMany, $"An organisation defines at most {MaxCount} permissions.", ErrorKind.Conflict);

    public async Task<Result<IReadOnlyList<Permission>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.PermissionsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var error))
        {
            return error;
        }

        var own = await store.ListAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false);
        return BuiltInPermissions.All.Select(name => new Permission(name, null, BuiltIn: true))
            .Concat(own.Select(ToContract))
            .OrderBy(permission => permission.Name, StringComparer.Ordinal)
            .ToList();
    }

    public Task<Result<Permission>> DefineAsync(
        OrgRef org, string name, DefinePermissionRequest request, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<Permission>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(org, BuiltInPermissions.PermissionsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var error))
                {
                    return error;
                }

                if (!CanBeDefined(name))
                {
                    return Error.Field(PermissionErrorCodes.Invalid, "name", Rule);
                }

                if (request.Description is { Length: > MaxDescriptionLength })
                {
                    return Error.Field(
                        PermissionErrorCodes.Invalid, "description", $"A description has at most {MaxDescriptionLength} characters.");
                }

                var own = await store.ListAsync(granted.Org.Id, ct).ConfigureAwait(false);
                return own.FirstOrDefault(definition => definition.Name == name) is { } known
                    ? Describe(known, request.Description)
                    : Define(granted.Org.Id, own.Count, name, request.Description);
            },
            cancellationToken);

    /// <summary>
    /// Defines those of a list that are new, as an owner does by using them: in a key's scopes, for example. Inside a unit of work.
    /// </summary>
    internal async Task<Error?> DefineNewAsync(OrgId org, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var own = (await store.ListAsync(org, cancellationToken).ConfigureAwait(false)).Select(definition => definition.Name).ToHashSet();
        foreach (var name in names.Where(name => !BuiltInPermissions.All.Contains(name) && !own.Contains(name)))
        {
            if (!Define(org, own.Count, name, null).TryGet(out _, out var error))
            {
                return error;
            }

            own.Add(name);
        }

        return null;
    }

    /// <summary>Whether an organisation may define it: well-formed and not of a resource of Catalyst's own.</summary>
    internal static bool CanBeDefined(string? name) =>
        PermissionName.IsValid(name) && !ReservedNames.AreForeign(name)
        && !BuiltInPermissions.ReservedResources.Contains(name[..name.IndexOf(':', StringComparison.Ordinal)]);

    internal const string Rule =
        "A permission is resource:action, both of a-z 0-9 _ - with a letter first, at most 64 characters; some resources (org, members, keys …) are reserved, and so are names that mean privilege in other systems (system:…).";

    private static Permission ToContract(PermissionDefinition definition) => new(definition.Name, definition.Description, BuiltIn: false);

    private Permission Describe(PermissionDefinition definition, string? description)
    {
        if (definition.Description != description)
        {
            journal.Write(
                definition.OrgId, definition.Name, new PermissionDefined(new(description), Before: new(definition.Description)));
            definition.Description = description;
        }

        return ToContract(definition);
    }

    private Result<Permission> Define(OrgId org, int count, string name, string? description)
    {
        if (count >= MaxCount)
        {
            return TooMany;
        }

        var definition = new PermissionDefinition { OrgId = org, Name = name, Description = description, CreatedAt = time.Now() };
        store.Add(definition);
        journal.Write(org, name, new PermissionDefined(new(description)));

        // Owners hold all that there is.
        invalidations.RoleIdentity(org, BuiltInRoles.Owner);
        return ToContract(definition);
    }
}
