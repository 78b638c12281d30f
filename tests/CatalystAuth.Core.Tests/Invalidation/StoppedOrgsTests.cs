using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Tokens.Tokens;
using CsCheck;
using Entry = CatalystAuth.Core.Invalidation.Invalidation;

namespace CatalystAuth.Core.Tests.Invalidation;

public sealed class StoppedOrgsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero);
    private static readonly OrgId Org = TypeId.New<OrgId>(Now);

    [Fact]
    public void While_an_organisation_is_stopped_every_token_of_it_is_dead_also_one_from_later()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.OrgStopped, Org.ToString(), Now));

        list.IsRevoked(Token(Now.AddHours(-1))).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddHours(1))).ShouldBeTrue();
        list.IsRevoked(Token(Now) with { Org = "org_2" }).ShouldBeFalse();
        list.IsRevoked(Token(Now) with { Org = null }).ShouldBeFalse();
        list.Forget(Now.AddDays(365));
        list.IsStopped(Org.ToString()).ShouldBeTrue();
    }

    [Fact]
    public void When_it_goes_on_only_tokens_from_later_live()
    {
        var list = new RevocationList();
        list.Add(new Entry(InvalidationKind.OrgStopped, Org.ToString(), Now));
        list.Add(new Entry(InvalidationKind.OrgResumed, Org.ToString(), Now.AddMinutes(1)));

        list.IsStopped(Org.ToString()).ShouldBeFalse();
        list.IsRevoked(Token(Now.AddMinutes(-1))).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddMinutes(1))).ShouldBeTrue();
        list.IsRevoked(Token(Now.AddMinutes(1).AddMilliseconds(1))).ShouldBeFalse();
    }

    [Fact]
    public void Whatever_order_the_changes_arrive_in_and_however_often_the_latest_counts() =>
        Gen.Shuffle(Enumerable.Range(0, 6).ToArray()).Select(Gen.Int[0, 5].Array[0, 10]).Sample((order, again) =>
        {
            var list = new RevocationList();
            foreach (var i in order.Concat(again))
            {
                list.Add(new Entry(i % 2 == 0 ? InvalidationKind.OrgStopped : InvalidationKind.OrgResumed, Org.ToString(), Now.AddMilliseconds(i)));
            }

            return !list.IsStopped(Org.ToString()) && list.IsRevoked(Token(Now)) && !list.IsRevoked(Token(Now.AddMilliseconds(6)));
        });

    [Fact]
    public void What_a_node_loads_takes_the_place_of_what_it_knew_but_not_of_what_was_told_meanwhile()
    {
        var list = new RevocationList();
        var other = TypeId.New<OrgId>(Now);
        list.Add(new Entry(InvalidationKind.OrgStopped, "org_old", Now.AddHours(-3)));
        list.Add(new Entry(InvalidationKind.OrgStopped, "org_new", Now));
        list.Add(new Entry(InvalidationKind.OrgResumed, other.ToString(), Now));

        list.LoadStopped([new(Org, Now.AddDays(-9)), new(other, Now.AddDays(-9))], Now.AddMinutes(-1));

        list.IsStopped(Org.ToString()).ShouldBeTrue();
        list.IsStopped("org_old").ShouldBeFalse();
        list.IsStopped("org_new").ShouldBeTrue();
        list.IsStopped(other.ToString()).ShouldBeFalse();
    }

    private static AccessToken Token(DateTimeOffset issuedAt) => new()
    {
        Issuer = "i",
        Audience = "a",
        Subject = "user_1",
        Id = Guid.CreateVersion7(issuedAt).ToString("N"),
        IssuedAt = issuedAt.ToUnixTimeSeconds(),
        ExpiresAt = issuedAt.ToUnixTimeSeconds() + 300,
        ClientId = "c",
        Org = Org.ToString(),
    };
}
