using System.Net;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Transport;

/// <summary>What the client does when a connection is lost.</summary>
public sealed class RepeatTests
{
    private static readonly OrgRef Acme = OrgRef.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_sent_again_with_the_same_key_and_the_next_one_has_another()
    {
        using var line = new BrokenLine(breaks: 1, Json(TheOrg));
        using var client = NewClient(line);

        (await client.Orgs.CreateAsync(new("Acme"), Cancel)).IsSuccess.ShouldBeTrue();
        (await client.Orgs.CreateAsync(new("Acme"), Cancel)).IsSuccess.ShouldBeTrue();

        line.Keys.Count.ShouldBe(3);
        line.Keys.ShouldAllBe(key => key != null && key.Length == 32);
        line.Keys[1].ShouldBe(line.Keys[0]);
        line.Keys[2].ShouldNotBe(line.Keys[0]);
    }

    [Fact]
    public async Task A_read_and_a_removal_are_sent_again()
    {
        using var reads = new BrokenLine(breaks: 1, Json(TheOrg));
        using var removals = new BrokenLine(breaks: 1, "");
        using var reader = NewClient(reads);
        using var remover = NewClient(removals);

        (await reader.Orgs.GetAsync(Acme, Cancel)).IsSuccess.ShouldBeTrue();
        (await remover.Keys.RevokeAsync(TheKeyId, Cancel)).IsSuccess.ShouldBeTrue();

        reads.Keys.ShouldBe([null, null]);
        removals.Keys.ShouldBe([null, null]);
    }

    [Fact]
    public async Task A_change_that_could_happen_twice_is_not_sent_again()
    {
        using var changes = new BrokenLine(breaks: 1, Json(TheOrg));
        using var flows = new BrokenLine(breaks: 1, DoneJson("1"));
        using var proofs = new BrokenLine(breaks: 2, DoneJson("1"));
        using var changer = NewClient(changes);
        using var signer = NewClient(flows);
        using var prover = NewClient(proofs);
        prover.UseTokens(TokensOf("1"));

        await Should.ThrowAsync<InfraException>(() => changer.Orgs.UpdateAsync(Acme, new("Acme"), cancellationToken: Cancel));
        await Should.ThrowAsync<InfraException>(() => signer.Auth.StartFlowAsync(new(FlowTypes.SignUp), Cancel));

        await Should.ThrowAsync<InfraException>(() => prover.Auth.StartFlowAsync(new(FlowTypes.StepUp), Cancel));
        await Should.ThrowAsync<InfraException>(() => prover.Auth.StepUpAsync(new("correct horse"), Cancel));

        changes.Keys.Count.ShouldBe(1);
        flows.Keys.Count.ShouldBe(1);
        proofs.Keys.ShouldBe([null, null]);
    }

    [Fact]
    public async Task A_line_that_stays_broken_is_told_after_the_second_try()
    {
        using var line = new BrokenLine(breaks: int.MaxValue, "");
        using var client = NewClient(line);

        await Should.ThrowAsync<InfraException>(() => client.Orgs.CreateAsync(new("Acme"), Cancel));

        line.Keys.Count.ShouldBe(2);
    }

    private static CatalystClient NewClient(BrokenLine line)
    {
        var client = new CatalystClient(new HttpClient(line), new CatalystClientOptions { Url = "https://example.com" });
        client.UseTokens(TokensOf("1"));
        return client;
    }

    /// <summary>Loses the first connections and keeps the key of every request.</summary>
    private sealed class BrokenLine(int breaks, string answer) : HttpMessageHandler
    {
        public List<string?> Keys { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Keys.Add(request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null);
            return Keys.Count <= breaks
                ? throw new HttpRequestException("Connection reset")
                : Task.FromResult(FakeServer.Json(answer.Length == 0 ? HttpStatusCode.NoContent : HttpStatusCode.OK, answer));
        }
    }
}
