using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteControlCharacterTests(SqliteServer server) : ControlCharacterTests(server);

public sealed class PostgresControlCharacterTests(PostgresServer server) : ControlCharacterTests(server);

/// <summary>What nobody types, a NUL among it, is a wrong answer to whoever may ask without a credential, and no fault: not every database can hold it.</summary>
public abstract class ControlCharacterTests(TestServer server)
{
    private static readonly string[] Texts = ["ada\0@example.com", "\0", "ada@example.com\u0001", "a\uFFFEb", "a\u0085b\u2028", "\u001b[31m"];

    [Theory]
    [InlineData("sign_in", "identifier")]
    [InlineData("sign_in", "org")]
    [InlineData("sign_in", "app")]
    [InlineData("sign_in", "code")]
    [InlineData("sign_in", "link")]
    [InlineData("sign_in", "invitation")]
    [InlineData("sign_in", "method")]
    [InlineData("sign_in", "action")]
    [InlineData("sign_in", "password")]
    [InlineData("sign_up", "email")]
    [InlineData("sign_up", "name")]
    [InlineData("sign_up", "org")]
    [InlineData("sign_up", "password")]
    [InlineData("sign_up", "invitation")]
    [InlineData("recovery", "identifier")]
    [InlineData("recovery", "org")]
    public async Task In_an_answer_of_a_flow(string type, string field)
    {
        foreach (var text in Texts)
        {
            var answers = type switch
            {
                "sign_in" => new JsonObject { ["identifier"] = FlowCalls.NewEmail(), ["password"] = TestServer.Password },
                "sign_up" => new JsonObject { ["email"] = FlowCalls.NewEmail(), ["password"] = TestServer.Password, ["name"] = "Ada" },
                _ => new JsonObject { ["identifier"] = FlowCalls.NewEmail() },
            };
            answers[field] = text;
            ShouldBeNoFault(await server.StartAsync(type, answers));

            answers.Remove("password");
            var begun = await server.StartAsync(type, answers.DeepClone());
            ShouldBeNoFault(begun);
            if (begun.Json is JsonObject && begun.At("secret") is not null)
            {
                answers["password"] = TestServer.Password;
                ShouldBeNoFault(await server.AnswerAsync(begun, answers));
            }
        }
    }

    [Fact]
    public async Task In_an_address_it_is_like_one_that_nobody_has_however_often_it_is_tried()
    {
        for (var i = 0; i < 6; i++)
        {
            var unknown = await server.SignInAsync("nobody-has-this-address@example.com");
            var impossible = await server.SignInAsync("nobody\0has-this-address@example.com");

            (impossible.Status, impossible.Code).ShouldBe((unknown.Status, unknown.Code));
        }

        ShouldBeNoFault(await server.StartAsync("sign_in", new { identifier = "ada\0@example.com", method = "email" }));
    }

    [Fact]
    public async Task In_whatever_else_anybody_may_send()
    {
        foreach (var text in Texts)
        {
            var nobody = server.Anonymous();
            ShouldBeNoFault(await nobody.PostAsync("/v1/setup", new { token = text, email = text, password = TestServer.Password, name = text }));
            ShouldBeNoFault(await nobody.PostAsync("/v1/auth/password-strength", new { password = text, email = text, name = text }));
            ShouldBeNoFault(await nobody.PostAsync("/v1/auth/flows", new { type = text }));
            ShouldBeNoFault(await nobody.PostAsync("/v1/account-links/unlock", new { token = text }));
            foreach (var action in new[] { "preview", "decline", "request" })
            {
                ShouldBeNoFault(await nobody.PostAsync($"/v1/invitations/{action}", new { token = text }));
            }

            ShouldBeNoFault(await nobody.GetAsync($"/v1/orgs/{Uri.EscapeDataString(text)}/join"));
            ShouldBeNoFault(await nobody.TokenAsync(("grant_type", text)));
            ShouldBeNoFault(await nobody.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", text), ("org", text), ("scope", text)));
            ShouldBeNoFault(await nobody.TokenAsync(("grant_type", "client_credentials"), ("client_id", text), ("client_secret", text)));
            ShouldBeNoFault(await nobody.ExchangeAsync(text, text));
        }
    }

    private static void ShouldBeNoFault(Answer answer) => ((int)answer.Status).ShouldBeLessThan(500, answer.Body);
}
