using System.Text.Json;
using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Sessions;

/// <summary>What needs a fresh proof needs it whichever way it is asked for: the use cases ask, also of who calls them in process.</summary>
public sealed class FreshUseCaseTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_old_proof_changes_no_factor_address_or_key_and_takes_nothing_out()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (key, _) = await ada.NewKeyAsync(org, "org:read");

        (await CodesAsync(ada, org, key)).ShouldNotContain("auth.step_up_required");
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        (await CodesAsync(ada, org, key)).ShouldAllBe(code => code == "auth.step_up_required");
    }

    private async Task<IReadOnlyList<string?>> CodesAsync(Caller caller, string orgId, string keyId)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Actor =
            new Actor.User(UserId.Parse(caller.UserId, null), SessionId.Parse(caller.SessionId, null));
        var catalyst = scope.ServiceProvider.GetRequiredService<ICatalyst>();
        var (me, factors, keys, ct) = (catalyst.Me, catalyst.Factors, catalyst.Keys, TestContext.Current.CancellationToken);
        var (org, key) = (OrgId.Parse(orgId, null), KeyId.Parse(keyId, null));
        string[] scopes = ["org:read"];
        return
        [
            CodeOf(await factors.StartTotpAsync(new("Phone"), ct)), CodeOf(await factors.ConfirmTotpAsync(default, new("123456"), ct)),
            CodeOf(await factors.RenameTotpAsync(default, new("Phone"), ct)), CodeOf(await factors.RemoveTotpAsync(default, ct)),
            CodeOf(await factors.RenewRecoveryCodesAsync(ct)), CodeOf(await factors.BeginPasskeyAsync(ct)),
            CodeOf(await factors.FinishPasskeyAsync(new("state", JsonDocument.Parse("{}").RootElement), ct)), CodeOf(await factors.RenamePasskeyAsync(default, new("Laptop"), ct)),
            CodeOf(await factors.RemovePasskeyAsync(default, ct)),
            CodeOf(await me.AddEmailAsync(new("other@example.com"), ct)), CodeOf(await me.VerifyEmailAsync(caller.Email, new("12345678"), ct)),
            CodeOf(await me.MakeEmailPrimaryAsync(caller.Email, ct)), CodeOf(await me.WithdrawEmailChangeAsync(caller.Email, ct)),
            CodeOf(await me.RemoveEmailAsync("nobody@example.com", ct)), CodeOf(await me.ExportAsync(ct)),
            CodeOf(await keys.IssueAsync(org, new("k", scopes), ct)), CodeOf(await keys.IssueMineAsync(new(org, "k", scopes), ct)),
            CodeOf(await keys.ImportAsync(org, new([], 128), ct)), CodeOf(await keys.RotateAsync(key, new(), ct)),
        ];
    }

    private static string? CodeOf(Result result) => result.IsSuccess ? null : result.Error.Code;

    private static string? CodeOf<T>(Result<T> result) => result.Match<string?>(_ => null, error => error.Code);
}
