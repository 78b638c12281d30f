using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.SignInPolicies;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Apps;

/// <summary>Creates an app; forward-auth answers for it at once.</summary>
internal sealed class CreateApp(
    OrgAccess access, IAppStore apps, AppLabels labels, Journal journal, Invalidations invalidations, PolicyEngines engines,
    OfferedMethods methods, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<App>> RunAsync(OrgRef reference, CreateAppRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<App>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.AppsWrite, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal) || !AppChecks.CheckHosts(request.Hosts).TryGet(out var hosts, out refusal))
                {
                    return refusal;
                }

                var engine = request.Engine ?? PolicyEngineNames.Local;
                if ((AppChecks.CheckName(request.Name) ?? AppChecks.CheckRules(request.Rules) ?? AppChecks.CheckEngine(engines, engine)
                    ?? AppChecks.CheckAnswers(request.Unauthenticated, request.ApiPathPrefixes, request.Preflight)
                    ?? AppChecks.CheckAudiences(request.Audiences) ?? AppChecks.CheckSignIn(methods, request.SignIn)
                    ?? await labels.CheckAsync(granted.Org.Id, request.Rules, ct).ConfigureAwait(false)) is { } error)
                {
                    return error;
                }

                var now = time.Now();
                var app = new ProtectedApp
                {
                    Id = TypeId.New<AppId>(now),
                    OrgId = granted.Org.Id,
                    Name = request.Name,
                    Hosts = hosts,
                    Rules = request.Rules,
                    Engine = engine,
                    Unauthenticated = request.Unauthenticated ?? UnauthenticatedAnswers.Auto,
                    ApiPathPrefixes = request.ApiPathPrefixes ?? [],
                    Preflight = request.Preflight ?? PreflightAnswers.Deny,
                    Audiences = request.Audiences ?? [],
                    SignIn = AppChecks.Clean(request.SignIn) ?? AppSignIn.None,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                apps.Add(app);
                journal.Write(app.OrgId, app.Id.ToString(), new AppCreated(Apps.StateOf(app)));
                invalidations.AppChanged(app);
                return app.ToContract();
            },
            cancellationToken);
}
