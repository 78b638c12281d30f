using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Flows;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows.Providers;

/// <summary>Whatever an identity provider makes of a flow within a session, it raises that session by a proof of its user, or none.</summary>
public sealed class CarelessProviderTests(CarelessProviderTests.Server server) : IClassFixture<CarelessProviderTests.Server>
{
    [Theory]
    [InlineData("of-another")]
    [InlineData("of-nothing")]
    [InlineData("made-for-another")]
    public async Task A_proof_that_is_none_of_the_user_raises_nothing(string proof)
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));

        (await ada.PostAsync("/v1/auth/flows", new { type = "step_up", answers = new { code = proof, identifier = eve.UserId } }))
            .ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");

        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(1);
        (await server.RecordsOfAsync(eve.SessionId)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("made-anew")]
    public async Task A_proof_of_the_user_raises_the_session_and_begins_none(string proof)
    {
        var ada = await server.SignUpAsync();

        var done = await ada.PostAsync("/v1/auth/flows", new { type = "step_up", answers = new { code = proof, identifier = ada.UserId } });

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("session.id").ShouldBe(ada.SessionId);
        done.At("tokens").ShouldBeNull();
        done.Text("steppedUp.acr").ShouldBe("aal2");
    }

    public sealed class Server : SqliteServer
    {
        protected override void Replace(IServiceCollection services) => services.AddScoped<IFlowProvider, CarelessSteps>();
    }

    private sealed class CarelessSteps(IUserStore users) : IFlowProvider
    {
        public bool Leads(string type) => type == FlowTypes.StepUp;

        public Task<Result<FlowProgress>> BeginAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken)
        {
            var whose = UserId.Parse(answers.Identifier!, null);
            var proven = state with { User = whose, Amr = ["pwd", "otp", "mfa"] };
            return Task.FromResult<Result<FlowProgress>>(answers.Code switch
            {
                "of-nothing" => new FlowProgress(state, IsProven: true),
                "made-anew" => new FlowProgress(new FlowState(state.Id, state.Type, state.ExpiresAt) { User = whose, Amr = proven.Amr }, IsProven: true),
                "made-for-another" => new FlowProgress(state with { Amr = proven.Amr }, IsProven: true) { Finish = async ct => (await users.FindAsync(whose, ct))! },
                _ => new FlowProgress(proven, IsProven: true),
            });
        }

        public Task<Result<FlowProgress>> AnswerAsync(FlowState state, FlowAnswers answers, CancellationToken cancellationToken) =>
            BeginAsync(state, answers, cancellationToken);

        public Task<FlowProgress?> AskSecondFactorAsync(FlowState state, CancellationToken cancellationToken) => Task.FromResult<FlowProgress?>(null);

        public Task<FlowProgress?> AskMissingFactorAsync(FlowState state, CancellationToken cancellationToken) => Task.FromResult<FlowProgress?>(null);
    }
}
