using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Apps;

/// <summary>Changes an app; forward-auth goes by the new rules at once.</summary>
internal sealed class UpdateApp(
    OrgAccess access, IAppStore apps, AppLabels labels, Journal journal, Invalidations invalidations, PolicyEngines engines,
    OfferedMethods methods, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<App>> RunAsync(AppId id, UpdateAppRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<App>(
            async ct =>
            {
                var app = await apps.FindAsync(id, ct).ConfigureAwait(false);
                var grant = await access.AuthorizeOwnedAsync(app?.OrgId, BuiltInPermissions.AppsWrite, Apps.NotFound, ct)
                    .ConfigureAwait(false);
                if (!grant.TryGet(out _, out var refusal))
                {
                    return refusal;
                }

                return ifVersion is not null && ifVersion != app!.Version
                    ? Refusals.VersionMismatch
                    : await ChangeAsync(app!, request, ct).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<Result<App>> ChangeAsync(ProtectedApp app, UpdateAppRequest request, CancellationToken cancellationToken)
    {
        var name = request.Name ?? app.Name;
        var rules = request.Rules ?? app.Rules;
        if (!AppChecks.CheckHosts(request.Hosts ?? app.Hosts).TryGet(out var hosts, out var refusal))
        {
            return refusal;
        }

        if ((AppChecks.CheckName(name) ?? AppChecks.CheckRules(rules) ?? (request.Engine is null ? null : AppChecks.CheckEngine(engines, request.Engine))
            ?? AppChecks.CheckAnswers(request.Unauthenticated, request.ApiPathPrefixes, request.Preflight)
            ?? AppChecks.CheckAudiences(request.Audiences) ?? AppChecks.CheckSignIn(methods, request.SignIn)
            ?? await labels.CheckAsync(app.OrgId, rules, cancellationToken).ConfigureAwait(false)) is { } error)
        {
            return error;
        }

        var before = Apps.StateOf(app);
        app.Name = name;
        app.Hosts = hosts;
        app.Rules = rules;
        app.Engine = request.Engine ?? app.Engine;
        app.Unauthenticated = request.Unauthenticated ?? app.Unauthenticated;
        app.ApiPathPrefixes = request.ApiPathPrefixes ?? app.ApiPathPrefixes;
        app.Preflight = request.Preflight ?? app.Preflight;
        app.Audiences = request.Audiences ?? app.Audiences;
        app.SignIn = AppChecks.Clean(request.SignIn) ?? app.SignIn;
        app.Version++;
        app.UpdatedAt = time.Now();
        journal.Write(app.OrgId, app.Id.ToString(), new AppUpdated(before, Apps.StateOf(app)));
        invalidations.AppChanged(app);
        return app.ToContract();
    }
}
