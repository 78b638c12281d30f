using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Flows;

/// <summary>Where a flow leads to: the organisation that it names, or that of the app that its user is on the way to.</summary>
internal sealed class WantedOrgs(OpenOrgs open, IAppStore apps)
{
    /// <summary>The app; null for none.</summary>
    public async Task<ProtectedApp?> FindAppAsync(FlowState state, CancellationToken cancellationToken) =>
        state.App is { } id ? await apps.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The organisation, when it may be joined; null for any other, and on the way to an app that lets nobody in by themselves.</summary>
    public async Task<Organisation?> FindOpenAsync(FlowState state, ProtectedApp? app, CancellationToken cancellationToken)
    {
        if (!FlowRefusals.TryReadOrg(state.Org, out var named) || (state.App is not null && app is not { SignIn.SignUp: null }))
        {
            return null;
        }

        return (named ?? app?.OrgId) is { } reference ? await open.FindAsync(reference, cancellationToken).ConfigureAwait(false) : null;
    }
}
