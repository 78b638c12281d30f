using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Every call of the contract with what it has to send and what it is answered.</summary>
internal static class RouteCases
{
    internal static readonly OrgRef Acme = OrgRef.Parse("acme");

    public static readonly IReadOnlyDictionary<string, RouteCase> All = new Dictionary<string, RouteCase>
    {
        ["Auth.StartFlow"] = new(
            "POST /v1/auth/flows", """{"type":"sign_in","answers":{"identifier":"ada@example.com"}}""",
            Json(new FlowResponse(TheFlowId, Now, new(FlowStepKinds.Password) { Fields = ["password"] }) { Secret = "s" }),
            c => Ok(c.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = "ada@example.com" }))))
        { Anonymous = true },
        ["Auth.ReadFlow"] = new(
            $"GET /v1/auth/flows/{TheFlowId}", null,
            Json(new FlowResponse(TheFlowId, Now, new(FlowStepKinds.Password) { Fields = ["password"] }) { Secret = "s" }),
            c => Ok(c.Auth.ReadFlowAsync(TheFlowId, "s")))
        { Anonymous = true },
        ["Auth.AnswerFlow"] = new(
            $"POST /v1/auth/flows/{TheFlowId}", """{"kind":"password","answers":{"password":"correct horse"},"secret":"s"}""",
            DoneJson("1"),
            c => Ok(c.Auth.AnswerFlowAsync(TheFlowId, new("password", new() { Password = "correct horse" }, "s"))))
        { Anonymous = true },
        ["Auth.StepUp"] = new(
            "POST /v1/auth/step-up", """{"password":"correct horse","org":"acme"}""", Json(new SteppedUp("access-2", "Bearer", 300, Now, "aal1")),
            c => Ok(c.Auth.StepUpAsync(new("correct horse", "acme")))),
        ["Auth.RatePassword"] = new(
            "POST /v1/auth/password-strength", """{"password":"correct horse","email":"ada@example.com","withSecondFactor":true}""",
            Json(new PasswordStrength(2, IsAccepted: false, PasswordFeedback.Words)),
            c => Ok(c.Auth.RatePasswordAsync(new("correct horse", "ada@example.com", WithSecondFactor: true))))
        { Anonymous = true },
        ["Auth.SignOut"] = new("POST /v1/auth/sign-out", null, "", c => Ok(c.Auth.SignOutAsync())),
        ["Setup.Complete"] = new(
            "POST /v1/setup", """{"token":"t","email":"a@b.c","password":"correct horse","name":"Ada"}""", DoneJson("1"),
            c => Ok(c.Setup.CompleteAsync(new("t", "a@b.c", "correct horse", "Ada"))))
        { Anonymous = true },
        ["Me.Get"] = new("GET /v1/me", null, Json(TheMe), c => Ok(c.Me.GetAsync())),
        ["Me.Effective"] = new("GET /v1/me/effective", null, Json(TheEffective), c => Ok(c.Me.EffectiveAsync(Acme)))
        {
            Query = "?org=acme",
        },
        ["Me.ListSessions"] = new("GET /v1/me/sessions", null, Json<IReadOnlyList<Session>>([TheSession]), c => Ok(c.Me.ListSessionsAsync())),
        ["Me.RevokeSession"] = new($"DELETE /v1/me/sessions/{TheSessionId}", null, "", c => Ok(c.Me.RevokeSessionAsync(TheSessionId))),
        ["Me.ListDevices"] = new("GET /v1/me/devices", null, Json<IReadOnlyList<Device>>([TheDevice]), c => Ok(c.Me.ListDevicesAsync())),
        ["Me.ForgetDevice"] = new($"DELETE /v1/me/devices/{TheDevice.Id}", null, "", c => Ok(c.Me.ForgetDeviceAsync(TheDevice.Id))),
        ["Me.RevokeOtherSessions"] = new("POST /v1/me/sessions/revoke-others", null, Json(new RevokedSessions(2)), c => Ok(c.Me.RevokeOtherSessionsAsync())),
        ["Me.RevokeAllSessions"] = new(
            "POST /v1/me/sessions/revoke-all", null, Json(new RevokedSessions(3)), c => Ok(c.Me.RevokeAllSessionsAsync())),
        ["Me.Delete"] = new("DELETE /v1/me", """{"password":"correct horse"}""", "", c => Ok(c.Me.DeleteAsync(new("correct horse")))),
        ["Me.GetProfile"] = new("GET /v1/me/profile", null, Json(TheProfile), c => Ok(c.Me.GetProfileAsync())),
        ["Me.SetProfile"] = new(
            "PUT /v1/me/profile", """{"name":"Ada","locale":"en-GB","writable":{"theme":"dark"}}""", Json(TheProfile),
            c => Ok(c.Me.SetProfileAsync(new("Ada", Locale: "en-GB", Writable: new() { ["theme"] = "dark" }), 4)))
        {
            IfMatch = "\"4\"",
        },
        ["Me.ListEmails"] = new("GET /v1/me/emails", null, Json<IReadOnlyList<UserEmail>>([TheEmail]), c => Ok(c.Me.ListEmailsAsync())),
        ["Me.AddEmail"] = new(
            "POST /v1/me/emails", """{"address":"ada@example.org"}""", Json(TheEmail), c => Ok(c.Me.AddEmailAsync(new("ada@example.org")))),
        ["Me.RemoveEmail"] = new(
            "DELETE /v1/me/emails/ada%40example.org", null, "", c => Ok(c.Me.RemoveEmailAsync("ada@example.org"))),
        ["Me.MakeEmailPrimary"] = new(
            $"POST /v1/me/emails/{TheEmail.Id}/primary", null, Json(TheEmail), c => Ok(c.Me.MakeEmailPrimaryAsync(TheEmail.Id.ToString()))),
        ["Me.VerifyEmail"] = new(
            "POST /v1/me/emails/ada%40example.org/verify", """{"code":"12345678"}""", Json(TheEmail),
            c => Ok(c.Me.VerifyEmailAsync("ada@example.org", new("12345678")))),
        ["Users.Search"] = new(
            "GET /v1/users", null, Json(new Page<User>([TheUser], null)),
            c => Ok(c.Users.SearchAsync(new("ad lo", Status: "banned", CreatedAfter: Now), new(10))))
        {
            Query = "?q=ad%20lo&status=banned&createdAfter=2026-01-02T03%3A04%3A05.0000000Z&limit=10",
        },
        ["Users.Delete"] = new($"DELETE /v1/users/{TheUserId}", null, "", c => Ok(c.Users.DeleteAsync(TheUserId))),
        ["Users.Erase"] = new($"POST /v1/users/{TheUserId}/erase", null, "", c => Ok(c.Users.EraseAsync(TheUserId))),
        ["Users.ListSessions"] = new(
            $"GET /v1/users/{TheUserId}/sessions", null, Json<IReadOnlyList<Session>>([TheSession]), c => Ok(c.Users.ListSessionsAsync(TheUserId))),
        ["Users.RevokeSession"] = new(
            $"DELETE /v1/users/{TheUserId}/sessions/{TheSessionId}", null, "", c => Ok(c.Users.RevokeSessionAsync(TheUserId, TheSessionId))),
        ["Users.RevokeAllSessions"] = new(
            $"POST /v1/users/{TheUserId}/sessions/revoke-all", null, Json(new RevokedSessions(1)), c => Ok(c.Users.RevokeAllSessionsAsync(TheUserId))),
        ["Users.Impersonate"] = new(
            $"POST /v1/users/{TheUserId}/impersonate", """{"reason":"Ticket 42","org":"acme","writes":false}""",
            Json(new Impersonation(TheSession, TokensOf("9"))), c => Ok(c.Users.ImpersonateAsync(TheUserId, new("Ticket 42", "acme")))),
        ["Users.EndImpersonation"] = new(
            $"DELETE /v1/users/{TheUserId}/impersonate", null, Json(new RevokedSessions(1)), c => Ok(c.Users.EndImpersonationAsync(TheUserId))),
        ["Users.Ban"] = new(
            $"POST /v1/users/{TheUserId}/ban", """{"reason":"Spam"}""", Json(TheUser), c => Ok(c.Users.BanAsync(TheUserId, new("Spam")))),
        ["Users.Unban"] = new($"DELETE /v1/users/{TheUserId}/ban", null, "", c => Ok(c.Users.UnbanAsync(TheUserId))),
        ["Users.GetProfile"] = new(
            $"GET /v1/users/{TheUserId}/profile", null, Json(TheProfile), c => Ok(c.Users.GetProfileAsync(TheUserId))),
        ["Users.SetProfile"] = new(
            $"PUT /v1/users/{TheUserId}/profile", """{"name":"Ada","private":{"risk":1}}""", Json(TheProfile),
            c => Ok(c.Users.SetProfileAsync(TheUserId, new("Ada", Private: new() { ["risk"] = 1 })))),
        ["Members.Search"] = new(
            "GET /v1/orgs/acme/members", null, Json(new Page<Contracts.Memberships.Member>([TheMember], null)),
            c => Ok(c.Members.SearchAsync(Acme, new("ada", "admin", "plan:pro"))))
        { Query = "?q=ada&role=admin&label=plan%3Apro" },
        ["Users.Get"] = new($"GET /v1/users/{TheUserId}", null, Json(TheUser), c => Ok(c.Users.GetAsync(TheUserId))),
        ["Users.SetLabels"] = new(
            $"PUT /v1/users/{TheUserId}/labels", """{"labels":["beta","region:eu"]}""", Json(TheUser),
            c => Ok(c.Users.SetLabelsAsync(TheUserId, ["beta", "region:eu"]))),
        ["Orgs.Create"] = new("POST /v1/orgs", """{"name":"Acme"}""", Json(TheOrg), c => Ok(c.Orgs.CreateAsync(new("Acme")))),
        ["Orgs.Get by id"] = new($"GET /v1/orgs/{TheOrgId}", null, Json(TheOrg), c => Ok(c.Orgs.GetAsync(TheOrgId))),
        ["Orgs.Get by slug"] = new("GET /v1/orgs/acme", null, Json(TheOrg), c => Ok(c.Orgs.GetAsync(Acme))),
        ["Orgs.List"] = new("GET /v1/orgs", null, Json(new Page<Org>([TheOrg], null)), c => Ok(c.Orgs.ListAsync())),
        ["Orgs.List of a page"] = new(
            "GET /v1/orgs", null, Json(new Page<Org>([], "next")), c => Ok(c.Orgs.ListAsync(new(10, "a+b/c=&d"))))
        {
            Query = "?limit=10&cursor=a%2Bb%2Fc%3D%26d",
        },
        ["Orgs.Update"] = new(
            "PATCH /v1/orgs/acme", """{"slug":"acme-ltd"}""", Json(TheOrg), c => Ok(c.Orgs.UpdateAsync(Acme, new(Slug: "acme-ltd")))),
        ["Orgs.Update of a version"] = new(
            "PATCH /v1/orgs/acme", """{"name":"Acme"}""", Json(TheOrg), c => Ok(c.Orgs.UpdateAsync(Acme, new("Acme"), ifVersion: 3)))
        {
            IfMatch = "\"3\"",
        },
        ["Orgs.SetLabels"] = new("PUT /v1/orgs/acme/labels", """{"labels":[]}""", Json(TheOrg), c => Ok(c.Orgs.SetLabelsAsync(Acme, []))),
        ["Orgs.Search"] = new(
            "GET /v1/orgs", null, Json(new Page<Org>([TheOrg], null)),
            c => Ok(c.Orgs.SearchAsync(new("ac me", OrgStatus.Active), new(10))))
        { Query = "?all=true&q=ac%20me&status=active&limit=10" },
        ["Orgs.GetProfile"] = new("GET /v1/orgs/acme/profile", null, Json(new OrgProfile(3)), c => Ok(c.Orgs.GetProfileAsync(Acme))),
        ["Orgs.UpdateProfile"] = new(
            "PATCH /v1/orgs/acme/profile", """{"website":null}""", Json(new OrgProfile(3)),
            c => Ok(c.Orgs.UpdateProfileAsync(Acme, new() { ["website"] = null }, 3)))
        { IfMatch = "\"3\"" },
        ["Orgs.GetSettings"] = new(
            "GET /v1/orgs/acme/settings", null, Json(new OrgSettings([], null, 0)), c => Ok(c.Orgs.GetSettingsAsync(Acme))),
        ["Orgs.UpdateSettings"] = new(
            "PATCH /v1/orgs/acme/settings", """{"client":{"theme":"dark"}}""", Json(new OrgSettings([], [], 1)),
            c => Ok(c.Orgs.UpdateSettingsAsync(Acme, new() { ["client"] = new System.Text.Json.Nodes.JsonObject { ["theme"] = "dark" } }, 0)))
        { IfMatch = "\"0\"" },
        ["Members.List"] = new(
            "GET /v1/orgs/acme/members", null, Json(new Page<Contracts.Memberships.Member>([TheMember], null)),
            c => Ok(c.Members.ListAsync(Acme, new(200))))
        { Query = "?limit=200" },
        ["Members.Add"] = new(
            "POST /v1/orgs/acme/members", $$"""{"userId":"{{TheUserId}}","role":"viewer","labelsDelta":["+vip"]}""", Json(TheMember),
            c => Ok(c.Members.AddAsync(Acme, new(TheUserId, "viewer", ["+vip"])))),
        ["Members.PreviewJoin"] = new(
            "GET /v1/orgs/acme/join", null, Json(new OpenOrg(TheOrgId, "acme", "Acme")), c => Ok(c.Members.PreviewJoinAsync(Acme))),
        ["Members.Join"] = new(
            "POST /v1/orgs/acme/join", null, Json(new MyOrg(TheOrgId, "acme", "Acme", "member")), c => Ok(c.Members.JoinAsync(Acme))),
        ["Members.AddMany"] = new(
            "POST /v1/orgs/acme/members/bulk", """{"members":[{"email":"bob@example.com","role":"viewer"}]}""",
            Json(new BulkAddMembersResponse([new(0) { Error = new("member.invite_required", "No.") }])),
            c => Ok(c.Members.AddManyAsync(Acme, new([new(Email: "bob@example.com", Role: "viewer")])))),
        ["Invitations.Create"] = new(
            "POST /v1/orgs/acme/invitations", """{"email":"bob@example.com","role":"viewer","expiresIn":3600}""", Json(TheInvitation),
            c => Ok(c.Invitations.CreateAsync(Acme, new("bob@example.com", "viewer", ExpiresIn: 3600)))),
        ["Invitations.CreateMany"] = new(
            "POST /v1/orgs/acme/invitations/bulk", """{"invitations":[{"email":"bob@example.com","role":"member"}]}""",
            Json(new BulkInviteResponse([new(0) { Error = new("member.exists", "No.") }])),
            c => Ok(c.Invitations.CreateManyAsync(Acme, new([new("bob@example.com")])))),
        ["Invitations.List"] = new(
            "GET /v1/orgs/acme/invitations", null, Json(new Page<Invitation>([TheInvitation], null)), c => Ok(c.Invitations.ListAsync(Acme))),
        ["Invitations.List of a status"] = new(
            "GET /v1/orgs/acme/invitations", null, Json(new Page<Invitation>([], null)),
            c => Ok(c.Invitations.ListAsync(Acme, InvitationStatus.Expired)))
        { Query = "?status=expired" },
        ["Invitations.List of a page of a status"] = new(
            "GET /v1/orgs/acme/invitations", null, Json(new Page<Invitation>([], null)),
            c => Ok(c.Invitations.ListAsync(Acme, InvitationStatus.Pending, new(10))))
        { Query = "?limit=10&status=pending" },
        ["Invitations.Get"] = new(
            $"GET /v1/orgs/acme/invitations/{TheInvitationId}", null, Json(TheInvitation),
            c => Ok(c.Invitations.GetAsync(Acme, TheInvitationId))),
        ["Invitations.Resend"] = new(
            $"POST /v1/orgs/acme/invitations/{TheInvitationId}/resend", null, Json(TheInvitation),
            c => Ok(c.Invitations.ResendAsync(Acme, TheInvitationId))),
        ["Invitations.Revoke"] = new(
            $"DELETE /v1/orgs/acme/invitations/{TheInvitationId}", null, "", c => Ok(c.Invitations.RevokeAsync(Acme, TheInvitationId))),
        ["Invitations.ListMine"] = new(
            "GET /v1/me/invitations", null,
            Json<IReadOnlyList<MyInvitation>>([new(TheInvitationId, "Acme", "Ada", "member", "bob@example.com", Now, Now)]),
            c => Ok(c.Invitations.ListMineAsync())),
        ["Invitations.AcceptMine"] = new(
            $"POST /v1/me/invitations/{TheInvitationId}/accept", null, Json(TheAccepted),
            c => Ok(c.Invitations.AcceptMineAsync(TheInvitationId))),
        ["Invitations.DeclineMine"] = new(
            $"POST /v1/me/invitations/{TheInvitationId}/decline", null, "", c => Ok(c.Invitations.DeclineMineAsync(TheInvitationId))),
        ["Invitations.Preview"] = new(
            "POST /v1/invitations/preview", """{"token":"ci_x"}""",
            Json(new InvitationPreview("Acme", "Ada", "member", "b***@example.com", InvitationStatus.Pending, Now)),
            c => Ok(c.Invitations.PreviewAsync("ci_x"))),
        ["Invitations.Accept"] = new(
            "POST /v1/invitations/accept", """{"token":"ci_x"}""", Json(TheAccepted), c => Ok(c.Invitations.AcceptAsync("ci_x"))),
        ["Invitations.Decline"] = new(
            "POST /v1/invitations/decline", """{"token":"ci_x"}""", "", c => Ok(c.Invitations.DeclineAsync("ci_x"))),
        ["Invitations.Request"] = new(
            "POST /v1/invitations/request", """{"token":"ci_x"}""", "", c => Ok(c.Invitations.RequestAsync("ci_x"))),
        ["Audit.Verify"] = new(
            "GET /v1/audit/verify", null, Json(TheVerification), c => Ok(c.Audit.VerifyAsync(Acme)))
        {
            Query = "?org=acme",
        },
        ["Audit.Export"] = new(
            "GET /v1/audit/export", null, "{\"a\":1}\n{\"seq\":1}\n",
            c => Ok(c.Audit.ExportAsync(new(Acme, Now, Now.AddDays(1), AuditFormats.Csv))))
        {
            Query = $"?org=acme&from={Uri.EscapeDataString(Now.UtcDateTime.ToString("O"))}&to={Uri.EscapeDataString(Now.AddDays(1).UtcDateTime.ToString("O"))}&format=csv",
        },
        ["Audit.ListHolds"] = new(
            "GET /v1/audit/holds", null, Json(new Page<AuditHold>([TheHold], null)), c => Ok(c.Audit.ListHoldsAsync(new(10))))
        {
            Query = "?limit=10",
        },
        ["Audit.SetHold"] = new(
            "POST /v1/audit/holds", """{"reason":"Case 17"}""", Json(TheHold), c => Ok(c.Audit.SetHoldAsync(new("Case 17")))),
        ["Audit.ReleaseHold"] = new(
            $"DELETE /v1/audit/holds/{TheHold.Id}", null, "", c => Ok(c.Audit.ReleaseHoldAsync(TheHold.Id))),
        ["Audit.Search"] = new(
            "GET /v1/audit/events", null, Json(new Page<AuditEntry>([TheEntry], null)),
            c => Ok(c.Audit.SearchAsync(new(Acme, "system", "member.*", "user_1", Now, Now.AddDays(1)), new(10))))
        {
            Query = $"?org=acme&actor=system&action=member.%2A&target=user_1&from={Uri.EscapeDataString(Now.UtcDateTime.ToString("O"))}"
                + $"&to={Uri.EscapeDataString(Now.AddDays(1).UtcDateTime.ToString("O"))}&limit=10",
        },
        ["Events.Read"] = new(
            "GET /v1/events", null, Json(TheEvents),
            c => Ok(c.Events.ReadAsync(new(Acme, TheEvents.Cursor, ["member.*", "org.updated"], 10, 30))))
        { Query = $"?org=acme&after={TheEvents.Cursor}&types=member.%2A%2Corg.updated&limit=10&wait=30" },
        ["Events.Stream"] = new(
            "GET /v1/events/stream", null, ": \n\n", c => Ok(c.Events.StreamAsync(new(Acme, TheEvents.Cursor, ["member.*"]))))
        { Query = $"?org=acme&after={TheEvents.Cursor}&types=member.%2A" },
        ["Events.Types"] = new("GET /v1/events/types", null, Json(EventCatalogue.All), c => Ok(c.Events.TypesAsync())),
        ["Members.Get"] = new($"GET /v1/orgs/acme/members/{TheUserId}", null, Json(TheMember), c => Ok(c.Members.GetAsync(Acme, TheUserId))),
        ["Members.Update"] = new(
            $"PATCH /v1/orgs/acme/members/{TheUserId}", """{"role":"admin"}""", Json(TheMember),
            c => Ok(c.Members.UpdateAsync(Acme, TheUserId, new("admin")))),
        ["Orgs.ListByStatus"] = new(
            "GET /v1/orgs", null, Json(new Page<Org>([TheOrg], null)), c => Ok(c.Orgs.ListByStatusAsync(OrgStatus.Deleted, new(10))))
        {
            Query = "?status=deleted&limit=10",
        },
        ["OrgLifecycle.Suspend"] = new(
            "POST /v1/orgs/acme/suspend", """{"reason":"Unpaid"}""", Json(TheOrg), c => Ok(c.OrgLifecycle.SuspendAsync(Acme, new("Unpaid")))),
        ["OrgLifecycle.Reactivate"] = new("POST /v1/orgs/acme/reactivate", null, Json(TheOrg), c => Ok(c.OrgLifecycle.ReactivateAsync(Acme))),
        ["OrgLifecycle.Delete"] = new("DELETE /v1/orgs/acme", null, Json(TheOrg), c => Ok(c.OrgLifecycle.DeleteAsync(Acme, 3)))
        {
            IfMatch = "\"3\"",
        },
        ["OrgLifecycle.Restore"] = new("POST /v1/orgs/acme/restore", null, Json(TheOrg), c => Ok(c.OrgLifecycle.RestoreAsync(Acme))),
        ["OrgLifecycle.Purge"] = new("POST /v1/orgs/acme/purge", null, "", c => Ok(c.OrgLifecycle.PurgeAsync(Acme))),
        ["Transfers.Offer"] = new(
            "POST /v1/orgs/acme/transfer", $$"""{"userId":"{{TheUserId}}"}""", Json(TheTransfer), c => Ok(c.Transfers.OfferAsync(Acme, new(TheUserId)))),
        ["Transfers.Get"] = new("GET /v1/orgs/acme/transfer", null, Json(TheTransfer), c => Ok(c.Transfers.GetAsync(Acme))),
        ["Transfers.Revoke"] = new("DELETE /v1/orgs/acme/transfer", null, "", c => Ok(c.Transfers.RevokeAsync(Acme))),
        ["Transfers.Accept"] = new("POST /v1/orgs/acme/transfer/accept", null, Json(TheOrg), c => Ok(c.Transfers.AcceptAsync(Acme))),
        ["Transfers.Decline"] = new("POST /v1/orgs/acme/transfer/decline", null, "", c => Ok(c.Transfers.DeclineAsync(Acme))),
        ["Members.Remove"] = new($"DELETE /v1/orgs/acme/members/{TheUserId}", null, "", c => Ok(c.Members.RemoveAsync(Acme, TheUserId))),
        ["Me.Explain"] = new(
            "GET /v1/me/explain", null, Json(TheExplanation), c => Ok(c.Me.ExplainAsync(Acme, "release:create")))
        {
            Query = "?org=acme&permission=release%3Acreate",
        },
        ["Identities.Get"] = new(
            $"GET /v1/orgs/acme/members/{TheUserId}/effective", null, Json(TheEffective), c => Ok(c.Identities.GetAsync(Acme, TheUserId))),
        ["Identities.Explain"] = new(
            $"GET /v1/orgs/acme/members/{TheUserId}/explain", null, Json(TheExplanation),
            c => Ok(c.Identities.ExplainAsync(Acme, TheUserId, "release:create")))
        {
            Query = "?permission=release%3Acreate",
        },
        ["Groups.List"] = new(
            "GET /v1/orgs/acme/groups", null, Json(new Page<Contracts.Groups.Group>([TheGroup], null)), c => Ok(c.Groups.ListAsync(Acme))),
        ["Groups.Get"] = new($"GET /v1/orgs/acme/groups/{TheGroup.Id}", null, Json(TheGroup), c => Ok(c.Groups.GetAsync(Acme, TheGroup.Id))),
        ["Groups.Create"] = new(
            "POST /v1/orgs/acme/groups", $$"""{"name":"Backend","parentId":"{{TheGroup.Id}}","roles":["admin"]}""", Json(TheGroup),
            c => Ok(c.Groups.CreateAsync(Acme, new("Backend", ParentId: TheGroup.Id, Roles: ["admin"])))),
        ["Groups.Update"] = new(
            $"PATCH /v1/orgs/acme/groups/{TheGroup.Id}", """{"labels":[]}""", Json(TheGroup),
            c => Ok(c.Groups.UpdateAsync(Acme, TheGroup.Id, new(Labels: []), 2)))
        {
            IfMatch = "\"2\"",
        },
        ["Groups.Move"] = new(
            $"POST /v1/orgs/acme/groups/{TheGroup.Id}/move", "{}", Json(TheGroup), c => Ok(c.Groups.MoveAsync(Acme, TheGroup.Id, new(null)))),
        ["Groups.Delete"] = new($"DELETE /v1/orgs/acme/groups/{TheGroup.Id}", null, "", c => Ok(c.Groups.DeleteAsync(Acme, TheGroup.Id))),
        ["Groups.ListMembers"] = new(
            $"GET /v1/orgs/acme/groups/{TheGroup.Id}/members", null,
            Json(new Page<Contracts.Groups.GroupMember>([new(TheUserId, "Ada", "ada@example.com", Now)], null)),
            c => Ok(c.Groups.ListMembersAsync(Acme, TheGroup.Id))),
        ["Groups.AddMember"] = new(
            $"PUT /v1/orgs/acme/groups/{TheGroup.Id}/members/{TheUserId}", null, "", c => Ok(c.Groups.AddMemberAsync(Acme, TheGroup.Id, TheUserId))),
        ["Groups.RemoveMember"] = new(
            $"DELETE /v1/orgs/acme/groups/{TheGroup.Id}/members/{TheUserId}", null, "",
            c => Ok(c.Groups.RemoveMemberAsync(Acme, TheGroup.Id, TheUserId))),
        ["Roles.List"] = new("GET /v1/orgs/acme/roles", null, Json<IReadOnlyList<Contracts.Roles.Role>>([TheRole]), c => Ok(c.Roles.ListAsync(Acme))),
        ["Roles.Get"] = new($"GET /v1/orgs/acme/roles/{TheRole.Id}", null, Json(TheRole), c => Ok(c.Roles.GetAsync(Acme, TheRole.Id!.Value))),
        ["Roles.Create"] = new(
            "POST /v1/orgs/acme/roles", """{"name":"releaser","permissions":["release:create"]}""", Json(TheRole),
            c => Ok(c.Roles.CreateAsync(Acme, new("releaser", ["release:create"])))),
        ["Roles.Update"] = new(
            $"PATCH /v1/orgs/acme/roles/{TheRole.Id}", """{"description":"Releases"}""", Json(TheRole),
            c => Ok(c.Roles.UpdateAsync(Acme, TheRole.Id!.Value, new(Description: "Releases"), 4)))
        {
            IfMatch = "\"4\"",
        },
        ["Roles.Delete"] = new($"DELETE /v1/orgs/acme/roles/{TheRole.Id}", null, "", c => Ok(c.Roles.DeleteAsync(Acme, TheRole.Id!.Value))),
        ["Roles.ListBindings"] = new(
            "GET /v1/orgs/acme/bindings", null, Json(new Page<Contracts.Roles.RoleBinding>([TheBinding], null)),
            c => Ok(c.Roles.ListBindingsAsync(Acme))),
        ["Roles.Bind"] = new(
            "POST /v1/orgs/acme/bindings", $$"""{"subject":"{{TheUserId}}","role":"releaser"}""", Json(TheBinding),
            c => Ok(c.Roles.BindAsync(Acme, new(TheUserId.ToString(), "releaser")))),
        ["Roles.Unbind"] = new($"DELETE /v1/orgs/acme/bindings/{TheBinding.Id}", null, "", c => Ok(c.Roles.UnbindAsync(Acme, TheBinding.Id))),
        ["Roles.ListPlatformBindings"] = new(
            "GET /v1/bindings", null, Json(new Page<Contracts.Roles.RoleBinding>([TheBinding], null)), c => Ok(c.Roles.ListPlatformBindingsAsync())),
        ["Roles.BindOnPlatform"] = new(
            "POST /v1/bindings", $$"""{"subject":"{{TheUserId}}","role":"platform-support"}""", Json(TheBinding),
            c => Ok(c.Roles.BindOnPlatformAsync(new(TheUserId.ToString(), "platform-support")))),
        ["Roles.UnbindOnPlatform"] = new(
            $"DELETE /v1/bindings/{TheBinding.Id}", null, "", c => Ok(c.Roles.UnbindOnPlatformAsync(TheBinding.Id))),
        ["Roles.ListHolders"] = new(
            "GET /v1/orgs/acme/access", null, Json(new Page<Contracts.Memberships.Member>([TheMember], null)),
            c => Ok(c.Roles.ListHoldersAsync(Acme, "release:create", new(10))))
        {
            Query = "?permission=release%3Acreate&limit=10",
        },
        ["Plans.List"] = new("GET /v1/plans", null, Json<IReadOnlyList<Plan>>([ThePlan]), c => Ok(c.Plans.ListAsync())),
        ["Plans.Get"] = new("GET /v1/plans/pro", null, Json(ThePlan), c => Ok(c.Plans.GetAsync("pro"))),
        ["Plans.Create"] = new(
            "POST /v1/plans", """{"key":"pro","name":"Pro","limits":[{"name":"members","max":null,"per":"lifetime"}],"public":false,"default":true}""",
            Json(ThePlan), c => Ok(c.Plans.CreateAsync(new("pro", "Pro", Limits: [new("members", null)], Default: true)))),
        ["Plans.Update"] = new(
            "PATCH /v1/plans/pro", """{"public":false}""", Json(ThePlan), c => Ok(c.Plans.UpdateAsync("pro", new(Public: false), 3)))
        {
            IfMatch = "\"3\"",
        },
        ["Plans.Delete"] = new("DELETE /v1/plans/pro", null, "", c => Ok(c.Plans.DeleteAsync("pro"))),
        ["Plans.Export"] = new("GET /v1/plans/export", null, Json(new PlanDocument([new("pro", "Pro")])), c => Ok(c.Plans.ExportAsync())),
        ["Plans.Import"] = new(
            "PUT /v1/plans/import", """{"plans":[]}""", Json(new PlanImport(true, [new("pro", PlanChangeKind.Updated)])),
            c => Ok(c.Plans.ImportAsync(new([]), dryRun: true)))
        {
            Query = "?dryRun=true",
        },
        ["Entitlements.Get"] = new("GET /v1/orgs/acme/entitlements", null, Json(TheOrgEntitlements), c => Ok(c.Entitlements.GetAsync(Acme))),
        ["Entitlements.Set"] = new(
            "PUT /v1/orgs/acme/entitlements", """{"plan":"pro","features":[{"name":"beta","granted":true}],"limits":[{"name":"members","max":9}]}""",
            Json(TheOrgEntitlements), c => Ok(c.Entitlements.SetAsync(Acme, new("pro", Features: [new("beta")], Limits: [new("members", 9)]), 2)))
        {
            IfMatch = "\"2\"",
        },
        ["Entitlements.Remove"] = new("DELETE /v1/orgs/acme/entitlements", null, "", c => Ok(c.Entitlements.RemoveAsync(Acme))),
        ["Entitlements.GetOfUser"] = new(
            $"GET /v1/users/{TheUserId}/entitlements", null, Json(TheUserEntitlements), c => Ok(c.Entitlements.GetOfUserAsync(TheUserId))),
        ["Entitlements.SetOfUser"] = new(
            $"PUT /v1/users/{TheUserId}/entitlements", """{"features":[]}""", Json(TheUserEntitlements),
            c => Ok(c.Entitlements.SetOfUserAsync(TheUserId, new([]), 0)))
        {
            IfMatch = "\"0\"",
        },
        ["Entitlements.RemoveOfUser"] = new(
            $"DELETE /v1/users/{TheUserId}/entitlements", null, "", c => Ok(c.Entitlements.RemoveOfUserAsync(TheUserId))),
        ["Usage.List"] = new("GET /v1/orgs/acme/usage", null, Json<IReadOnlyList<Usage>>([TheUsage]), c => Ok(c.Usage.ListAsync(Acme))),
        ["Usage.Consume"] = new(
            "POST /v1/orgs/acme/usage/calls", """{"amount":-2}""", Json(TheUsage), c => Ok(c.Usage.ConsumeAsync(Acme, "calls", new(-2)))),
        ["Permissions.List"] = new(
            "GET /v1/orgs/acme/permissions", null, Json<IReadOnlyList<Permission>>([new("org:read", null, true)]),
            c => Ok(c.Permissions.ListAsync(Acme))),
        ["Permissions.Define"] = new(
            "PUT /v1/orgs/acme/permissions/invoices%3Aread", """{"description":"See invoices"}""",
            Json(new Permission("invoices:read", "See invoices", false)),
            c => Ok(c.Permissions.DefineAsync(Acme, "invoices:read", new("See invoices")))),
        ["Permissions.Define of a name that could leave its place"] = new(
            "PUT /v1/orgs/acme/permissions/..%2F..%2Fkeys%3Fx%23y", "{}", Json(new Permission("x:y", null, false)),
            c => Ok(c.Permissions.DefineAsync(Acme, "../../keys?x#y", new()))),
        ["ClaimProfiles.List"] = new(
            "GET /v1/orgs/acme/claim-profiles", null, Json<IReadOnlyList<ClaimProfile>>([TheClaimProfile]), c => Ok(c.ClaimProfiles.ListAsync(Acme))),
        ["ClaimProfiles.Get"] = new(
            "GET /v1/orgs/acme/claim-profiles/search", null, Json(TheClaimProfile), c => Ok(c.ClaimProfiles.GetAsync(Acme, "search"))),
        ["ClaimProfiles.Set"] = new(
            "PUT /v1/orgs/acme/claim-profiles/search",
            """{"profile":"qdrant","settings":{"map":[{"to":"docs","scope":"docs:read","access":"r"}],"lifetime":60},"secret":"s"}""", Json(TheClaimProfile),
            c => Ok(c.ClaimProfiles.SetAsync(
                Acme, "search", new("qdrant", new([new("docs", Scope: "docs:read", Access: "r")], Lifetime: 60), "s"), 2)))
        {
            IfMatch = "\"2\"",
        },
        ["ClaimProfiles.Delete"] = new(
            "DELETE /v1/orgs/acme/claim-profiles/search", null, "", c => Ok(c.ClaimProfiles.DeleteAsync(Acme, "search"))),
        ["LabelSchemas.List"] = new(
            "GET /v1/orgs/acme/labels/schema", null, Json<IReadOnlyList<LabelSchema>>([TheLabelSchema]), c => Ok(c.LabelSchemas.ListAsync(Acme))),
        ["LabelSchemas.Set"] = new(
            "PUT /v1/orgs/acme/labels/schema/tier",
            """{"value":"required","values":["gold"],"targets":["org"],"setBy":"platform","clientVisible":false,"maxLife":3600}""", Json(TheLabelSchema),
            c => Ok(c.LabelSchemas.SetAsync(
                Acme, "tier", new(null, LabelValue.Required, ["gold"], [LabelTarget.Org], LabelSetter.Platform, false, 3600), 3)))
        {
            IfMatch = "\"3\"",
        },
        ["LabelSchemas.Delete"] = new(
            "DELETE /v1/orgs/acme/labels/schema/tier", null, "", c => Ok(c.LabelSchemas.DeleteAsync(Acme, "tier"))),
        ["LabelSchemas.ListOnPlatform"] = new(
            "GET /v1/labels/schema", null, Json<IReadOnlyList<LabelSchema>>([TheLabelSchema]), c => Ok(c.LabelSchemas.ListOnPlatformAsync())),
        ["LabelSchemas.SetOnPlatform"] = new(
            "PUT /v1/labels/schema/tier", """{"value":"optional","setBy":"org_admins","clientVisible":true}""", Json(TheLabelSchema),
            c => Ok(c.LabelSchemas.SetOnPlatformAsync("tier", new()))),
        ["LabelSchemas.DeleteOnPlatform"] = new(
            "DELETE /v1/labels/schema/tier", null, "", c => Ok(c.LabelSchemas.DeleteOnPlatformAsync("tier"))),
        ["Orgs.SetLabels that expire"] = new(
            "PUT /v1/orgs/acme/labels", """{"labels":["beta",{"label":"trial","expiresAt":"2026-01-02T03:04:05+00:00"},{"label":"vip"}]}""", Json(TheOrg),
            c => Ok(c.Orgs.SetLabelsAsync(Acme, ["beta", LabelInput.Until("trial", Now), LabelInput.Until("vip", null)]))),
        ["Keys.Issue"] = new(
            "POST /v1/orgs/acme/keys", """{"name":"Export","scopes":["org:read"],"kind":"secret","expiresIn":3600}""", Json(TheIssuedKey),
            c => Ok(c.Keys.IssueAsync(Acme, new("Export", ["org:read"], ExpiresIn: 3600)))),
        ["Keys.List"] = new("GET /v1/orgs/acme/keys", null, Json(new Page<ApiKey>([TheApiKey], null)), c => Ok(c.Keys.ListAsync(Acme))),
        ["Keys.IssueMine"] = new(
            "POST /v1/me/keys",
            $$"""{"org":"{{TheOrgId}}","name":"Laptop","scopes":["org:read"],"kind":"ephemeral","expiresIn":3600,"addresses":["203.0.113.7"]}""",
            Json(TheIssuedKey),
            c => Ok(c.Keys.IssueMineAsync(new(TheOrgId, "Laptop", ["org:read"], KeyKind.Ephemeral, 3600, Addresses: ["203.0.113.7"])))),
        ["Keys.Search"] = new(
            "GET /v1/orgs/acme/keys", null, Json(new Page<ApiKey>([TheApiKey], null)),
            c => Ok(c.Keys.SearchAsync(Acme, new(KeyStatus.Revoked, KeyKind.Server, "org"), new(10))))
        { Query = "?status=revoked&kind=server&owner=org&limit=10" },
        ["Keys.ListMine"] = new(
            "GET /v1/me/keys", null, Json(new Page<ApiKey>([TheApiKey], null)), c => Ok(c.Keys.ListMineAsync(Acme, new(10))))
        { Query = "?org=acme&limit=10" },
        ["Keys.Update"] = new(
            $"PATCH /v1/keys/{TheKeyId}", """{"labels":["tier:gold"],"audiences":["search"],"expiresIn":0}""", Json(TheApiKey),
            c => Ok(c.Keys.UpdateAsync(TheKeyId, new(Labels: ["tier:gold"], Audiences: ["search"], ExpiresIn: 0), 3)))
        { IfMatch = "\"3\"" },
        ["Keys.Rotate"] = new(
            $"POST /v1/keys/{TheKeyId}/rotate", """{"overlap":3600}""", Json(TheIssuedKey), c => Ok(c.Keys.RotateAsync(TheKeyId, new(3600)))),
        ["Keys.Disable"] = new($"POST /v1/keys/{TheKeyId}/disable", null, Json(TheApiKey), c => Ok(c.Keys.DisableAsync(TheKeyId))),
        ["Keys.Enable"] = new($"POST /v1/keys/{TheKeyId}/enable", null, Json(TheApiKey), c => Ok(c.Keys.EnableAsync(TheKeyId))),
        ["KeyBudgets.Get"] = new($"GET /v1/keys/{TheKeyId}/budget", null, Json(TheBudget), c => Ok(c.KeyBudgets.GetAsync(TheKeyId))),
        ["KeyBudgets.Set"] = new(
            $"PUT /v1/keys/{TheKeyId}/budget", """{"calls":100,"refill":"daily"}""", Json(TheBudget),
            c => Ok(c.KeyBudgets.SetAsync(TheKeyId, new(100, Refill: BudgetRefill.Daily), 3)))
        { IfMatch = "\"3\"" },
        ["KeyBudgets.Remove"] = new($"DELETE /v1/keys/{TheKeyId}/budget", null, "", c => Ok(c.KeyBudgets.RemoveAsync(TheKeyId))),
        ["KeyBudgets.Reserve"] = new(
            $"POST /v1/keys/{TheKeyId}/budget/reservations", """{"calls":1,"tokens":0,"money":5,"expiresIn":60}""", Json(TheReservation),
            c => Ok(c.KeyBudgets.ReserveAsync(TheKeyId, new(1, Money: 5, ExpiresIn: 60)))),
        ["KeyBudgets.Settle"] = new(
            $"POST /v1/keys/{TheKeyId}/budget/reservations/{TheReservation.Id}/settle", """{"calls":1,"tokens":0,"money":3}""", Json(TheReservation),
            c => Ok(c.KeyBudgets.SettleAsync(TheKeyId, TheReservation.Id, new(1, Money: 3)))),
        ["KeyBudgets.Release"] = new(
            $"POST /v1/keys/{TheKeyId}/budget/reservations/{TheReservation.Id}/release", null, Json(TheReservation),
            c => Ok(c.KeyBudgets.ReleaseAsync(TheKeyId, TheReservation.Id))),
        ["Keys.Import"] = new(
            "POST /v1/orgs/acme/keys/import",
            """{"keys":[{"hash":"00","name":"Old","scopes":["org:read"],"kind":"secret","disabled":false}],"entropyBits":128,"algorithm":"sha256"}""",
            Json(new ImportKeysResponse([new(0) { Id = TheKeyId }, new(1) { Error = new("key.hash_exists", "D") { Field = "hash" } }])),
            c => Ok(c.Keys.ImportAsync(Acme, new([new("00", "Old", ["org:read"])], 128)))),
        ["KeyRateLimits.List"] = new(
            "GET /v1/orgs/acme/rate-limits", null, Json<IReadOnlyList<KeyRateLimit>>([TheRateLimit]), c => Ok(c.KeyRateLimits.ListAsync(Acme))),
        ["KeyRateLimits.Get"] = new(
            "GET /v1/orgs/acme/rate-limits/requests", null, Json(TheRateLimit), c => Ok(c.KeyRateLimits.GetAsync(Acme, "requests"))),
        ["KeyRateLimits.Set"] = new(
            "PUT /v1/orgs/acme/rate-limits/requests", """{"permits":100,"windowSeconds":60,"sharing":"owner"}""", Json(TheRateLimit),
            c => Ok(c.KeyRateLimits.SetAsync(Acme, "requests", new(100, 60, RateLimitSharing.Owner), 3)))
        { IfMatch = "\"3\"" },
        ["KeyRateLimits.Delete"] = new(
            "DELETE /v1/orgs/acme/rate-limits/requests", null, "", c => Ok(c.KeyRateLimits.DeleteAsync(Acme, "requests"))),
        ["KeyRateLimits.Override"] = new(
            $"PUT /v1/keys/{TheKeyId}/rate-limits/requests", """{"permits":1000,"windowSeconds":60,"expiresIn":3600}""", Json(TheApiKey),
            c => Ok(c.KeyRateLimits.OverrideAsync(TheKeyId, "requests", new(1000, 60, 3600), 3)))
        { IfMatch = "\"3\"" },
        ["KeyRateLimits.RemoveOverride"] = new(
            $"DELETE /v1/keys/{TheKeyId}/rate-limits/requests", null, "", c => Ok(c.KeyRateLimits.RemoveOverrideAsync(TheKeyId, "requests"))),
        ["KeyRateLimits.Take"] = new(
            $"POST /v1/keys/{TheKeyId}/rate-limits/take", """{"costs":{"requests":1}}""",
            Json(new TakenRateLimits(true, [new("requests", 100, 60, 99, 1)])),
            c => Ok(c.KeyRateLimits.TakeAsync(TheKeyId, new(new Dictionary<string, int> { ["requests"] = 1 })))),
        ["Keys.Get"] = new($"GET /v1/keys/{TheKeyId}", null, Json(TheApiKey), c => Ok(c.Keys.GetAsync(TheKeyId))),
        ["Keys.ListTokens"] = new(
            $"GET /v1/keys/{TheKeyId}/tokens", null,
            Json(new Page<KeyToken>([new("0190", "https://auth.example.com", "app:read", "192.0.2.1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)], null)),
            c => Ok(c.Keys.ListTokensAsync(TheKeyId))),
        ["Keys.Revoke"] = new($"DELETE /v1/keys/{TheKeyId}", null, "", c => Ok(c.Keys.RevokeAsync(TheKeyId))),
        ["Apps.Create"] = new(
            "POST /v1/orgs/acme/apps",
            """{"name":"Wiki","hosts":["w.test"],"rules":[{"path":"/**","require":{"all":["public",{"role":"a"}]},"methods":["GET"]}]}""",
            Json(TheApp),
            c => Ok(c.Apps.CreateAsync(Acme, new("Wiki", ["w.test"],
                [new("/**", new Requirement.All([new Requirement.Public(), new Requirement.Role("a")]), ["GET"])])))),
        ["Apps.List"] = new(
            "GET /v1/orgs/acme/apps", null, Json(new Page<Contracts.Apps.App>([TheApp], null)), c => Ok(c.Apps.ListAsync(Acme))),
        ["Apps.GetProxyConfig"] = new(
            $"GET /v1/apps/{TheAppId}/proxy-config", null,
            Json(new Contracts.Apps.ProxyConfig("traefik", "labels", "3.4", [new("a.yaml", "a: b")], ["Mind it."])),
            c => Ok(c.Apps.GetProxyConfigAsync(TheAppId, new("traefik", "labels", "3.4", "http://catalyst:5081"))))
        {
            Query = "?proxy=traefik&form=labels&version=3.4&forwardAuthUrl=http%3A%2F%2Fcatalyst%3A5081",
        },
        ["Apps.Get"] = new($"GET /v1/apps/{TheAppId}", null, Json(TheApp), c => Ok(c.Apps.GetAsync(TheAppId))),
        ["Apps.Update"] = new(
            $"PATCH /v1/apps/{TheAppId}", """{"name":"Wiki"}""", Json(TheApp), c => Ok(c.Apps.UpdateAsync(TheAppId, new("Wiki"), 7)))
        {
            IfMatch = "\"7\"",
        },
        ["Apps.Delete"] = new($"DELETE /v1/apps/{TheAppId}", null, "", c => Ok(c.Apps.DeleteAsync(TheAppId))),
        ["Webhooks.Create"] = new(
            "POST /v1/orgs/acme/webhooks",
            """{"url":"https://hooks.example.com/","events":["member.*"],"headers":{"X-Tenant":"a"},"payload":"thin","signing":"ed25519"}""",
            Json(new WebhookSecret(TheWebhookId, TheWebhook, "whsec_1", Now)),
            c => Ok(c.Webhooks.CreateAsync(Acme, new("https://hooks.example.com/", ["member.*"],
                Headers: new Dictionary<string, string> { ["X-Tenant"] = "a" }, Payload: WebhookPayload.Thin, Signing: WebhookSigning.Ed25519)))),
        ["Webhooks.Create on the platform"] = new(
            "POST /v1/webhooks", """{"url":"https://hooks.example.com/","payload":"full","signing":"hmac"}""",
            Json(new WebhookSecret(TheWebhookId, TheWebhook, "whsec_1")),
            c => Ok(c.Webhooks.CreateAsync(null, new("https://hooks.example.com/")))),
        ["Webhooks.List"] = new(
            "GET /v1/orgs/acme/webhooks", null, Json(new Page<Webhook>([TheWebhook], null)), c => Ok(c.Webhooks.ListAsync(Acme))),
        ["Webhooks.List on the platform"] = new(
            "GET /v1/webhooks", null, Json(new Page<Webhook>([TheWebhook], null)), c => Ok(c.Webhooks.ListAsync(null))),
        ["Webhooks.Get"] = new($"GET /v1/webhooks/{TheWebhookId}", null, Json(TheWebhook), c => Ok(c.Webhooks.GetAsync(TheWebhookId))),
        ["Webhooks.Update"] = new(
            $"PATCH /v1/webhooks/{TheWebhookId}", """{"status":"active"}""", Json(TheWebhook),
            c => Ok(c.Webhooks.UpdateAsync(TheWebhookId, new(Status: WebhookStatus.Active), 3)))
        {
            IfMatch = "\"3\"",
        },
        ["Webhooks.Delete"] = new($"DELETE /v1/webhooks/{TheWebhookId}", null, "", c => Ok(c.Webhooks.DeleteAsync(TheWebhookId))),
        ["Webhooks.RotateSecret"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/secret/rotate", """{"overlap":60}""", Json(new WebhookSecret(TheWebhookId, TheWebhook, "whsec_2", Now)),
            c => Ok(c.Webhooks.RotateSecretAsync(TheWebhookId, new(60)))),
        ["Webhooks.Test"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/test", null, Json(TheAttempt), c => Ok(c.Webhooks.TestAsync(TheWebhookId))),
        ["Webhooks.Deliver"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/deliver", $$"""{"eventId":"{{TheEventId}}"}""", Json(TheDelivery),
            c => Ok(c.Webhooks.DeliverAsync(TheWebhookId, new(TheEventId)))),
        ["Webhooks.Retry"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/deliveries/{TheDeliveryId}/retry", null, Json(TheDelivery),
            c => Ok(c.Webhooks.RetryAsync(TheWebhookId, TheDeliveryId))),
        ["SigningKeys.List"] = new(
            "GET /v1/signing-keys", null, Json<IReadOnlyList<SigningKeyInfo>>([TheSigningKey]), c => Ok(c.SigningKeys.ListAsync())),
        ["SigningKeys.Rotate"] = new(
            "POST /v1/signing-keys/rotate", """{"use":"decision","immediately":true}""", Json(TheSigningKey),
            c => Ok(c.SigningKeys.RotateAsync(new(SigningKeyUse.Decision, Immediately: true)))),
        ["SigningKeys.Revoke"] = new(
            $"POST /v1/signing-keys/{TheSigningKey.Id}/revoke", """{"reason":"Lost"}""", Json(TheSigningKey),
            c => Ok(c.SigningKeys.RevokeAsync(TheSigningKey.Id, new("Lost")))),
        ["WebhookDeliveries.List"] = new(
            $"GET /v1/webhooks/{TheWebhookId}/deliveries", null, Json(new Page<Delivery>([TheDelivery], null)),
            c => Ok(c.WebhookDeliveries.ListAsync(TheWebhookId, new(DeliveryStatus.Dead, TheEventId))))
        {
            Query = $"?status=dead&event={TheEventId}",
        },
        ["WebhookDeliveries.Get"] = new(
            $"GET /v1/webhooks/{TheWebhookId}/deliveries/{TheDeliveryId}", null, Json(new DeliveryLog(TheDelivery, "{}", [TheAttempt])),
            c => Ok(c.WebhookDeliveries.GetAsync(TheWebhookId, TheDeliveryId))),
        ["WebhookDeliveries.Replay"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/replay", """{"from":"2026-01-02T03:04:05+00:00","events":["member.*"]}""", Json(new ReplayResult(1, false, Now)),
            c => Ok(c.WebhookDeliveries.ReplayAsync(TheWebhookId, new(Now, Events: ["member.*"])))),
        ["WebhookDeliveries.Recover"] = new(
            $"POST /v1/webhooks/{TheWebhookId}/recover", """{"since":"2026-01-02T03:04:05+00:00"}""", Json(new ReplayResult(1, false, Now)),
            c => Ok(c.WebhookDeliveries.RecoverAsync(TheWebhookId, new(Now)))),
        ["Policies.Evaluate"] = new(
            "POST /v1/policies/evaluate", """{"org":"acme","require":{"ip":["10.0.0.0/8","2001:db8::/32"]},"subject":"user_1"}""", Json(TheEvaluation),
            c => Ok(c.Policies.EvaluateAsync(new() { Org = "acme", Require = new Requirement.Ip("10.0.0.0/8", "2001:db8::/32"), Subject = "user_1" }))),
        ["Decisions.Get"] = new(
            $"GET /v1/decisions/{TheDecisionId}", null, Json(TheDecision), c => Ok(c.Decisions.GetAsync(TheDecisionId))),
    }.Concat(FactorRouteCases.All).Concat(DomainRouteCases.All).Concat(AccountRouteCases.All)
        .Concat(SignInPolicyRouteCases.All).ToDictionary();

    internal static async Task<bool> Ok<T>(Task<Result<T>> call) => (await call).IsSuccess;

    internal static async Task<bool> Ok(Task<Result> call) => (await call).IsSuccess;
}

/// <summary>One call.</summary>
internal sealed record RouteCase(string Route, string? Body, string Answer, Func<CatalystClient, Task<bool>> CallAsync)
{
    public string Query { get; init; } = string.Empty;

    public string IfMatch { get; init; } = string.Empty;

    /// <summary>Whether no token may go with it.</summary>
    public bool Anonymous { get; init; }
}
