using CatalystAuth.Contracts.Users;
using static CatalystAuth.Client.Tests.RouteCases;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Those of what users do with their accounts.</summary>
internal static class AccountRouteCases
{
    private static readonly EmailChange TheChange = new(Now, Now.AddDays(7), Now.AddDays(14));

    public static readonly IReadOnlyDictionary<string, RouteCase> All = new Dictionary<string, RouteCase>
    {
        ["Me.WithdrawEmailChange"] = new(
            $"DELETE /v1/me/emails/{TheEmail.Id}/primary", null, "", c => Ok(c.Me.WithdrawEmailChangeAsync(TheEmail.Id.ToString()))),
        ["Me.PreviewDeletion"] = new(
            "GET /v1/me/deletion", null, Json(new AccountDeletion([TheMe.Orgs[0]], [], [])), c => Ok(c.Me.PreviewDeletionAsync())),
        ["Me.Export"] = new("GET /v1/me/export", null, "{}", c => Ok(c.Me.ExportAsync())),
        ["AccountLinks.PreviewEmailChange"] = new(
            "POST /v1/account-links/email-change/preview", """{"token":"t"}""",
            Json(new EmailChangePreview("ada@example.com", "ada@example.org", TheChange)), c => Ok(c.AccountLinks.PreviewEmailChangeAsync(new("t")))),
        ["AccountLinks.ConfirmEmailChange"] = new(
            "POST /v1/account-links/email-change/confirm", """{"token":"t"}""", "", c => Ok(c.AccountLinks.ConfirmEmailChangeAsync(new("t")))),
        ["AccountLinks.RefuseEmailChange"] = new(
            "POST /v1/account-links/email-change/refuse", """{"token":"t"}""", "", c => Ok(c.AccountLinks.RefuseEmailChangeAsync(new("t")))),
        ["AccountLinks.Unlock"] = new(
            "POST /v1/account-links/unlock", """{"token":"t"}""", "", c => Ok(c.AccountLinks.UnlockAsync(new("t")))),
    };
}
