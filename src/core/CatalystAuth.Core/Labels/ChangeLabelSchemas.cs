using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Labels;

/// <summary>
/// Defines, replaces and deletes label schemas. Labels that stand already stay, whatever a new schema says of them; only who sees them
/// changes at once, except in tokens that are out.
/// </summary>
internal sealed class ChangeLabelSchemas(
    ILabelSchemaStore schemas, AppLabels appLabels, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Sets one.</summary>
    /// <param name="authorize">Where, as far as the caller may: an organisation, or null for the platform.</param>
    /// <param name="key">The key.</param>
    /// <param name="request">The schema.</param>
    /// <param name="ifVersion">The version that the change is based on.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Result<LabelSchema>> SetAsync(
        Func<CancellationToken, Task<Result<Place>>> authorize, string key, SetLabelSchemaRequest request, int? ifVersion,
        CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<LabelSchema>(
            async ct =>
            {
                if (!(await authorize(ct).ConfigureAwait(false)).TryGet(out var place, out var refusal))
                {
                    return refusal;
                }

                if (LabelSchemaChecks.Check(key, request) is { } error)
                {
                    return error;
                }

                await schemas.LockAsync(ct).ConfigureAwait(false);
                var known = await schemas.FindAsync(place.Org, key, ct).ConfigureAwait(false);
                if (ifVersion is not null && ifVersion != known?.Version)
                {
                    return Refusals.VersionMismatch;
                }

                if (await RefuseAsync(place.Org, key, known, request, ct).ConfigureAwait(false) is { } refused)
                {
                    return refused;
                }

                return Set(place.Org, key, known, request).ToContract();
            },
            cancellationToken);

    /// <summary>Deletes one; its labels are free then.</summary>
    public async Task<Result> DeleteAsync(
        Func<CancellationToken, Task<Result<Place>>> authorize, string key, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (!(await authorize(ct).ConfigureAwait(false)).TryGet(out var place, out var refusal))
                {
                    return refusal;
                }

                await schemas.LockAsync(ct).ConfigureAwait(false);
                if (await schemas.FindAsync(place.Org, key, ct).ConfigureAwait(false) is not { } known)
                {
                    return LabelSchemaChecks.NotFound;
                }

                schemas.Remove(known);
                journal.Write(place.Org, key, new LabelSchemaDeleted(StateOf(known)));
                Invalidate(place.Org);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<Error?> RefuseAsync(
        OrgId? org, string key, LabelSchemaEntry? known, SetLabelSchemaRequest request, CancellationToken cancellationToken)
    {
        if (org is not null && await schemas.FindAsync(null, key, cancellationToken).ConfigureAwait(false) is not null)
        {
            return LabelSchemaChecks.OfPlatform;
        }

        if (known is null)
        {
            var all = await schemas.ListAsync(org is { } id ? [id] : [], cancellationToken).ConfigureAwait(false);
            if (all.Count(schema => schema.OrgId == org) >= LabelSchemaChecks.MaxCount)
            {
                return LabelSchemaChecks.TooMany;
            }
        }

        return !request.ClientVisible && known is not { ClientVisible: false }
            && await appLabels.IsAskedForAsync(org, key, cancellationToken).ConfigureAwait(false)
                ? LabelSchemaChecks.InUse
                : null;
    }

    private LabelSchemaEntry Set(OrgId? org, string key, LabelSchemaEntry? known, SetLabelSchemaRequest request)
    {
        var now = time.Now();
        var before = known is null ? null : StateOf(known);
        var schema = known ?? new() { Scope = LabelSchemaEntry.ScopeOf(org), OrgId = org, Key = key, CreatedAt = now, UpdatedAt = now };
        schema.Description = Descriptions.Clean(request.Description);
        schema.Value = request.Value;
        schema.Values = request.Values ?? [];
        schema.Targets = request.Targets is null ? Enum.GetValues<LabelTarget>() : [.. request.Targets.Order()];
        schema.SetBy = request.SetBy;
        schema.ClientVisible = request.ClientVisible;
        schema.MaxLife = request.MaxLife;
        var after = StateOf(schema);
        if (before is not null && EventJson.AreAlike(before, after))
        {
            return schema;
        }

        if (known is null)
        {
            schemas.Add(schema);
        }
        else
        {
            schema.Version++;
            schema.UpdatedAt = now;
        }

        journal.Write(org, key, new Contracts.Events.Data.LabelSchemaSet(after, before));
        Invalidate(org);
        return schema;
    }

    private void Invalidate(OrgId? org)
    {
        if (org is { } id)
        {
            invalidations.OrgIdentity(id);
        }
        else
        {
            invalidations.EveryIdentity();
        }
    }

    private static LabelSchemaState StateOf(LabelSchemaEntry schema) => new(
        schema.Value, schema.Values, schema.Targets, schema.SetBy, schema.ClientVisible, schema.Description, schema.MaxLife);

    /// <summary>Where a schema stands.</summary>
    /// <param name="Org">The organisation; null for the platform.</param>
    internal readonly record struct Place(OrgId? Org);
}
