using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>What became of a request that was sent through a proxy.</summary>
/// <param name="Answer">What the client got.</param>
/// <param name="Reached">The request as it reached the upstream; empty when it did not.</param>
public sealed record Passage(RawAnswer Answer, IReadOnlyList<EchoedRequest> Reached)
{
    /// <summary>It was let in: the upstream answered it, once.</summary>
    public EchoedRequest ShouldBeLetIn()
    {
        Answer.Status.ShouldBe(200, Answer.Body);
        return Reached.ShouldHaveSingleItem();
    }

    /// <summary>It was refused with one of these, and the upstream never saw it.</summary>
    public void ShouldBeRefused(params int[] statuses)
    {
        Reached.ShouldBeEmpty();
        statuses.ShouldContain(Answer.Status, Answer.Body);
        Answer.Values("Location").ShouldBeEmpty();
    }
}
