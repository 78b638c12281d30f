using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Factors;

public sealed class SqlitePasskeyTests(SqliteServer server) : PasskeyTests(server);

public sealed class PostgresPasskeyTests(PostgresServer server) : PasskeyTests(server);

/// <summary>Passkeys.</summary>
public abstract class PasskeyTests(TestServer server)
{
    [Fact]
    public async Task A_passkey_is_set_up_used_renamed_and_removed()
    {
        var ada = await server.SignUpAsync();
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        var begun = await ada.PostAsync("/v1/me/passkeys/begin");
        var options = begun.At("options")!;
        options["rp"]!.ToJsonString().ShouldBe("""{"name":"Catalyst-Auth","id":"localhost"}""");
        options["authenticatorSelection"]!["userVerification"]!.GetValue<string>().ShouldBe("required");
        options["authenticatorSelection"]!["residentKey"]!.GetValue<string>().ShouldBe("required");
        options["attestation"]!.GetValue<string>().ShouldBe("none");
        options["challenge"]!.GetValue<string>().Length.ShouldBe(43);

        var added = await ada.PostAsync(
            "/v1/me/passkeys/finish", new { state = begun.Text("state"), response = laptop.Register(options), name = "Laptop" });
        added.ShouldBe(HttpStatusCode.OK);
        added.RecoveryCodes().Count.ShouldBe(10);
        var id = added.Text("passkey.id");

        var raised = await ada.StepUpAsync(laptop);
        raised.ShouldBe(HttpStatusCode.OK);
        raised.AmrOf().ShouldBe(["pwd", "user", "mfa", "hwk"]);
        raised.Text("acr").ShouldBe("aal2");

        (await ada.PatchAsync($"/v1/me/passkeys/{id}", new { name = "Old laptop" })).Text("name").ShouldBe("Old laptop");
        var listed = (await ada.GetAsync("/v1/me/passkeys")).Items().ShouldHaveSingleItem();
        listed["name"]!.GetValue<string>().ShouldBe("Old laptop");
        listed["lastUsedAt"].ShouldNotBeNull();

        // The authenticator is not asked for a second one.
        (await ada.PostAsync("/v1/me/passkeys/begin")).At("options.excludeCredentials")!.AsArray().Count.ShouldBe(1);
        (await ada.DeleteAsync($"/v1/me/passkeys/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await server.ActionsAsync(ada.UserId)).ShouldBe(
            [
                EventTypes.UserCreated, EventTypes.UserFactorAdded, EventTypes.UserRecoveryCodesGenerated, EventTypes.UserFactorRenamed,
                EventTypes.UserFactorRemoved,
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task One_that_is_synchronised_and_does_not_count_is_used_again_and_again()
    {
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin) { IsSynchronised = true, Counter = null };
        (await ada.AddPasskeyAsync(phone)).At("passkey.isBackedUp")!.GetValue<bool>().ShouldBeTrue();
        (await ada.StepUpAsync(phone)).AmrOf().ShouldContain("swk");
        (await ada.StepUpAsync(phone)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example", null, true)]
    [InlineData("http://localhost:5081", null, true)]
    [InlineData("https://localhost:5080", null, true)]
    [InlineData("http://localhost:5080", "evil.example", true)]
    [InlineData("http://localhost:5080", null, false)]
    public async Task Another_site_or_no_sight_of_its_user_proves_nothing(string origin, string? site, bool verifiesUser)
    {
        var ada = await server.SignUpAsync();
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        using var other = new SoftwareAuthenticator(origin) { RelyingPartyId = site, VerifiesUser = verifiesUser };
        (await ada.AddPasskeyAsync(other)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");

        await ada.AddPasskeyAsync(laptop);
        (laptop.Origin, laptop.RelyingPartyId, laptop.VerifiesUser) = (origin, site, verifiesUser);
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await ada.GetAsync("/v1/me/passkeys")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_by_whom_it_was_made_for()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        using var evil = new SoftwareAuthenticator(FactorCalls.Origin);
        var begun = await ada.PostAsync("/v1/me/passkeys/begin");
        var finish = new { state = begun.Text("state"), response = laptop.Register(begun.At("options")!) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.PostAsync("/v1/me/passkeys/finish", finish)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "passkey.challenge_expired");

        // Of a set-up it is none of a proof, and of one user none of another.
        var setup = await ada.PostAsync("/v1/me/passkeys/begin");
        (await ada.StepUpAsync(setup.Text("state"), laptop.Register(setup.At("options")!))).ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");
        (await eve.PostAsync("/v1/me/passkeys/finish", new { state = setup.Text("state"), response = evil.Register(setup.At("options")!) }))
            .ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");
        (await ada.StepUpAsync("nonsense", laptop.Register(setup.At("options")!))).ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");

        // A wrong answer spends it as well.
        var proof = await ada.PostAsync("/v1/auth/step-up/passkey");
        var right = laptop.Assert(proof.At("options")!);
        var wrong = laptop.Assert(proof.At("options")!);
        wrong["response"]!["signature"] = right["response"]!["authenticatorData"]!.GetValue<string>();
        (await ada.StepUpAsync(proof.Text("state"), wrong)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await ada.StepUpAsync(proof.Text("state"), right)).ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");
    }

    [Fact]
    public async Task The_passkey_of_another_is_of_no_use()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        using var copy = new SoftwareAuthenticator(FactorCalls.Origin) { CredentialId = laptop.CredentialId };
        var id = (await ada.AddPasskeyAsync(laptop)).Text("passkey.id");

        (await eve.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await eve.AddPasskeyAsync(copy)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await ada.StepUpAsync(copy)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        (await eve.PatchAsync($"/v1/me/passkeys/{id}", new { name = "Mine" })).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await eve.DeleteAsync($"/v1/me/passkeys/{id}")).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_counter_that_goes_back_is_refused_and_recorded()
    {
        var ada = await server.SignUpAsync();
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin) { Counter = 40 };
        await ada.AddPasskeyAsync(laptop);
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.OK);
        foreach (var counted in new uint?[] { 41, 20, null })
        {
            // It counts on from there: 42 was the last.
            laptop.Counter = counted;
            (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.BadRequest, "passkey.invalid");
        }

        var records = (await server.RecordsOfAsync(ada.UserId)).Where(record => record.Action == EventTypes.UserPasskeySuspected).ToList();
        records.Count.ShouldBe(3);
        laptop.Counter = 42;
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_has_to_be_named_to_be_known_by_a_passkey()
    {
        var ada = await server.SignUpAsync();
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        await ada.AddPasskeyAsync(laptop);
        await using var scope = server.Services.CreateAsyncScope();
        var assertions = scope.ServiceProvider.GetRequiredService<PasskeyAssertions>();

        var challenge = await assertions.BeginAssertionAsync(user: null, CancellationToken.None);
        challenge.Options.GetProperty("allowCredentials").GetArrayLength().ShouldBe(0);
        var response = laptop.Assert(JsonNode.Parse(challenge.Options.GetRawText())!);
        var proof = await assertions.FinishAssertionAsync(
            challenge.State, JsonSerializer.SerializeToElement(response), CancellationToken.None);
        proof.Value.User.ToString().ShouldBe(ada.UserId);
        proof.Value.Amr.ShouldBe(["hwk", "user", "mfa"]);

        // Who says to be another is not believed.
        challenge = await assertions.BeginAssertionAsync(user: null, CancellationToken.None);
        laptop.UserHandle = Base64Url.EncodeToString(Encoding.ASCII.GetBytes((await server.SignUpAsync("Eve")).UserId));
        response = laptop.Assert(JsonNode.Parse(challenge.Options.GetRawText())!);
        (await assertions.FinishAssertionAsync(challenge.State, JsonSerializer.SerializeToElement(response), CancellationToken.None))
            .Error.Code.ShouldBe("passkey.invalid");
    }

    [Fact]
    public async Task Twenty_are_enough()
    {
        var ada = await server.SignUpAsync();
        for (var n = 0; n < 20; n++)
        {
            using var key = new SoftwareAuthenticator(FactorCalls.Origin);
            (await ada.AddPasskeyAsync(key)).ShouldBe(HttpStatusCode.OK);
        }

        (await ada.PostAsync("/v1/me/passkeys/begin")).ShouldBe(HttpStatusCode.Conflict, "factor.too_many");
    }
}
