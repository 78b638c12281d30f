using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;
using CatalystAuth.Testing.Flows;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>Makes what a transcript is given, and the values that its client gets from elsewhere: a mailbox, an app, an authenticator.</summary>
internal sealed class TranscriptStage(TestServer server, Transcript transcript) : IDisposable
{
    private readonly SoftwareAuthenticator _authenticator = new(FactorCalls.Origin);
    private readonly Queue<string> _recoveryCodes = new();

    public async Task PrepareAsync()
    {
        transcript["email"] = FlowCalls.NewEmail();
        transcript["password"] = TestServer.Password;
        var account = Has("account") ? await SignUpAsync() : null;
        if (Has("session"))
        {
            transcript["accessToken"] = account!.AccessToken!;
        }

        if (Has("provenAddress"))
        {
            (await account!.PostAsync("/v1/me/emails", new { address = account.Email })).ShouldBe(HttpStatusCode.Created);
            await account.PostAsync($"/v1/me/emails/{account.Email}/verify", new { code = await server.Mails.CodeToAsync(account.Email) });
        }

        if (Has("passwordChangeRequired"))
        {
            await server.RequireChangeAsync(account!);
        }

        await PrepareOrgAsync(account);
        if (Has("totp"))
        {
            var setup = await account!.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
            transcript["totpSecret"] = setup.Text("secret");

            // With the step before this one, so that the flow may use this one.
            Keep(await account.PostAsync($"/v1/me/mfa/totp/{setup.Text("id")}/confirm", new { code = CodeAt(FactorCalls.Now.AddSeconds(-30)) }));
        }

        if (Has("passkey"))
        {
            Keep(await account!.AddPasskeyAsync(_authenticator));
        }
    }

    /// <summary>Makes the values that an exchange needs.</summary>
    public async Task BeforeAsync(JsonObject exchange, Answer? last)
    {
        foreach (var (what, value) in exchange["before"] as JsonObject ?? [])
        {
            var name = value!.GetValue<string>();
            switch (what)
            {
                case "passkeyMade":
                    transcript.Put(name, _authenticator.Register(last!.At("step.passkey")!));
                    break;
                case "passkeyUsed":
                    transcript.Put(name, _authenticator.Assert(last!.At("step.passkey")!));
                    break;
                default:
                    transcript[name] = what switch
                    {
                        "mailedCode" => await server.Mails.CodeToAsync(transcript["email"]),
                        "mailedLink" => await server.LinkTokenToAsync(transcript["email"]),
                        "totpCode" => CodeAt(FactorCalls.Now),
                        "recoveryCode" => _recoveryCodes.Dequeue(),
                        _ => throw new InvalidOperationException($"Nothing is known of {what}."),
                    };
                    break;
            }
        }
    }

    public void Dispose() => _authenticator.Dispose();

    private async Task PrepareOrgAsync(Caller? account)
    {
        if (!Has("openOrg") && !Has("orgWithSecondFactor") && !Has("appWithSecondFactor") && !Has("invitation"))
        {
            return;
        }

        var owner = await server.SignUpAsync("Olga");
        var org = await owner.PostAsync("/v1/orgs", new { name = "Acme" });
        (transcript["org"], transcript["orgId"]) = (org.Text("slug"), org.Text("id"));
        if (Has("openOrg"))
        {
            (await owner.PutAsync($"/v1/orgs/{transcript["orgId"]}/sign-in-policy", new { signUp = "open" })).ShouldBe(HttpStatusCode.OK);
        }

        if (Has("invitation"))
        {
            (await owner.PostAsync($"/v1/orgs/{transcript["orgId"]}/invitations", new { email = transcript["email"] })).ShouldBe(HttpStatusCode.Created);
            transcript["invitation"] = await server.Mails.TokenToAsync(transcript["email"]);
        }

        if (Has("orgWithSecondFactor") || Has("appWithSecondFactor"))
        {
            (await owner.PostAsync($"/v1/orgs/{transcript["orgId"]}/members", new { userId = account!.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        }

        if (Has("appWithSecondFactor"))
        {
            transcript["app"] = await owner.NewAppAsync(transcript["orgId"]);
            (await owner.PatchAsync($"/v1/apps/{transcript["app"]}", new { signIn = new { methods = Array.Empty<string>(), requireMfa = true } }))
                .ShouldBe(HttpStatusCode.OK);
        }

        // Last, as its owner has none either.
        if (Has("orgWithSecondFactor"))
        {
            (await owner.PutAsync($"/v1/orgs/{transcript["orgId"]}/sign-in-policy", new { requireMfa = true, breakGlassUserId = owner.UserId }))
                .ShouldBe(HttpStatusCode.OK);
        }
    }

    private async Task<Caller> SignUpAsync()
    {
        var made = await server.StartAsync("sign_up", new { email = transcript["email"], password = TestServer.Password, name = "Ada" });
        if (made.At("tokens") is null)
        {
            // Where more is asked of everybody: they are asked when they sign in.
            return new(server.NewHttpClient(), accessToken: null);
        }

        return Caller.Of(server.NewHttpClient(), made);
    }

    private void Keep(Answer added)
    {
        added.Status.ShouldBe(HttpStatusCode.OK, added.Body);
        added.RecoveryCodes().ToList().ForEach(_recoveryCodes.Enqueue);
    }

    private string CodeAt(DateTimeOffset time) => new AuthenticatorApp(transcript["totpSecret"]).CodeAt(time);

    private bool Has(string what) => transcript.Given[what]?.GetValue<bool>() == true;
}
