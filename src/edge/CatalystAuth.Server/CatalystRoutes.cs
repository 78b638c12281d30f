using CatalystAuth.Server.Apps;
using CatalystAuth.Server.AppSessions;
using CatalystAuth.Server.Audit;
using CatalystAuth.Server.ClaimProfiles;
using CatalystAuth.Server.Decisions;
using CatalystAuth.Server.Devices;
using CatalystAuth.Server.EffectiveIdentity;
using CatalystAuth.Server.Entitlements;
using CatalystAuth.Server.Events;
using CatalystAuth.Server.Factors;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.ForwardAuthDomains;
using CatalystAuth.Server.Groups;
using CatalystAuth.Server.Invitations;
using CatalystAuth.Server.Keys;
using CatalystAuth.Server.Labels;
using CatalystAuth.Server.Mail;
using CatalystAuth.Server.Memberships;
using CatalystAuth.Server.Observability;
using CatalystAuth.Server.Orgs;
using CatalystAuth.Server.Pages;
using CatalystAuth.Server.Permissions;
using CatalystAuth.Server.Policies;
using CatalystAuth.Server.Portal;
using CatalystAuth.Server.Revocations;
using CatalystAuth.Server.Roles;
using CatalystAuth.Server.Sessions;
using CatalystAuth.Server.Setup;
using CatalystAuth.Server.SigningKeys;
using CatalystAuth.Server.SignInPolicies;
using CatalystAuth.Server.Tokens;
using CatalystAuth.Server.Transfers;
using CatalystAuth.Server.Users;
using CatalystAuth.Server.Webhooks;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Scalar.AspNetCore;

namespace CatalystAuth.Server;

/// <summary>Every route of the server. Each capability maps its own.</summary>
internal static class CatalystRoutes
{
    public static void MapCatalyst(this WebApplication routes)
    {
        routes.MapPages();
        routes.MapPortal();
        routes.MapMailbox();
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/healthz/ready").AllowAnonymous();
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes.MapScalarApiReference("/reference", reference => reference.WithTitle("Catalyst-Auth API")).AllowAnonymous();
        routes.MapDiscovery();
        routes.MapKeySets();
        routes.MapTokens();
        routes.MapOAuth();
        routes.MapRevocations();
        routes.MapFlows();
        routes.MapSetup();
        routes.MapUsers();
        routes.MapMyEmails();
        routes.MapFactors();
        routes.MapSessions();
        routes.MapDevices();
        routes.MapOrgs();
        routes.MapOrgLifecycle();
        routes.MapSignInPolicies();
        routes.MapTransfers();
        routes.MapMembers();
        routes.MapGroups();
        routes.MapPlans();
        routes.MapEntitlements();
        routes.MapRoles();
        routes.MapIdentities();
        routes.MapInvitations();
        routes.MapPermissions();
        routes.MapClaimProfiles();
        routes.MapLabelSchemas();
        routes.MapKeys();
        routes.MapKeyBudgets();
        routes.MapKeyRateLimits();
        routes.MapApps();
        routes.MapAppLogins();
        routes.MapForwardAuthDomains();
        routes.MapPolicies();
        routes.MapDecisions();
        routes.MapEvents();
        routes.MapAudit();
        routes.MapWebhooks();
        routes.MapSigningKeys();
        routes.MapMetrics();
    }
}
