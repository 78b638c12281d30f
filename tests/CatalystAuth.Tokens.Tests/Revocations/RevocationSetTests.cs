using CatalystAuth.Tokens.Revocations;
using CatalystAuth.Tokens.Tokens;
using CsCheck;

namespace CatalystAuth.Tokens.Tests.Revocations;

public sealed class RevocationSetTests
{
    private const long Noon = 1_764_158_400_000;

    [Fact]
    public void What_is_told_is_known_and_nothing_else()
    {
        var set = new RevocationSet();
        set.Apply(Message(0, Noon, isFull: true, Item("ses_1", Noon - 5))).ShouldBeTrue();

        set.Find("ses_1").ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(Noon - 5));
        set.Find("ses_2").ShouldBeNull();
        set.AsOf.ShouldBe(Noon);
        set.Age(DateTimeOffset.FromUnixTimeMilliseconds(Noon + 1500)).ShouldBe(TimeSpan.FromSeconds(1.5));
        new RevocationSet().Age(DateTimeOffset.UnixEpoch).ShouldBe(Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public async Task What_a_revoked_key_signed_is_dead()
    {
        var token = (await Forge.Verifier.VerifyAccessAsync(Forge.Ring, TokenMinter.Mint(Forge.Ring, Forge.Access()), Forge.Now))!;
        var set = new RevocationSet();
        set.Apply(Message(0, Noon, isFull: true, Item(RevocationSubjects.SigningKey("another"), Noon))).ShouldBeTrue();
        RevocationRules.IsRevoked(token, set).ShouldBeFalse();

        set.Apply(Message(Noon, Noon + 1, isFull: false, Item(RevocationSubjects.SigningKey(token.SignedBy!), Noon))).ShouldBeTrue();

        RevocationRules.IsRevoked(token, set).ShouldBeTrue();
    }

    [Theory]
    [InlineData("user_1", true)]
    [InlineData("org_1", true)]
    [InlineData("user_1/org_1", true)]
    [InlineData("org_1/role/admin", true)]
    [InlineData("org_1/group/ops", true)]
    [InlineData("user_2", false)]
    [InlineData("org_2", false)]
    [InlineData("user_1/org_2", false)]
    [InlineData("org_1/role/viewer", false)]
    [InlineData("org_1/group/sales", false)]
    [InlineData("org_1/group/*", false)]
    public void What_a_token_says_of_them_is_outdated_when_that_changed_later_and_nothing_is_revoked(string changed, bool isOutdated)
    {
        var issuedAt = DateTimeOffset.FromUnixTimeMilliseconds(Noon);
        var token = Forge.Access() with
        {
            Id = Guid.CreateVersion7(issuedAt).ToString("N"),
            IssuedAt = issuedAt.ToUnixTimeSeconds(),
            Subject = "user_1",
            Org = "org_1",
            Roles = ["admin"],
            Groups = ["ops"],
        };
        var (before, later) = (new RevocationSet(), new RevocationSet());
        before.Apply(Message(0, Noon + 2, isFull: true, Item(RevocationSubjects.Claims(changed), Noon - 1)));
        later.Apply(Message(0, Noon + 2, isFull: true, Item(RevocationSubjects.Claims(changed), Noon + 1)));

        RevocationRules.IsOutdated(token, later).ShouldBe(isOutdated);
        RevocationRules.IsOutdated(token, before).ShouldBeFalse();
        RevocationRules.IsRevoked(token, later).ShouldBeFalse();
    }

    [Fact]
    public void A_message_behind_a_gap_is_not_taken()
    {
        var set = new RevocationSet();
        set.Apply(Message(Noon, Noon + 1)).ShouldBeFalse();
        set.Apply(Message(0, Noon, isFull: true)).ShouldBeTrue();
        set.Apply(Message(Noon + 1, Noon + 2, isFull: false, Item("ses_1", Noon))).ShouldBeFalse();

        set.AsOf.ShouldBe(Noon);
        set.Find("ses_1").ShouldBeNull();
        set.Apply(Message(Noon - 1, Noon + 2)).ShouldBeTrue();
        set.AsOf.ShouldBe(Noon + 2);
    }

    [Fact]
    public void What_comes_in_parts_is_complete_with_the_last()
    {
        var set = new RevocationSet();
        set.Apply(Message(0, Noon, isFull: true, Item("ses_1", Noon)) with { More = true }).ShouldBeTrue();
        set.AsOf.ShouldBe(0);
        set.Find("ses_1").ShouldNotBeNull();

        set.Apply(Message(0, Noon, isFull: true, Item("ses_2", Noon))).ShouldBeTrue();
        set.AsOf.ShouldBe(Noon);
        set.Find("ses_1").ShouldNotBeNull();
    }

    [Fact]
    public void An_old_message_that_comes_again_makes_nothing_younger_and_takes_nothing_back()
    {
        var set = new RevocationSet();
        var old = Message(0, Noon, isFull: true);
        set.Apply(old);
        set.Apply(Message(Noon, Noon + 1000, isFull: false, Item("ses_1", Noon + 500)));
        set.Apply(old);

        set.AsOf.ShouldBe(Noon + 1000);
        set.Find("ses_1").ShouldNotBeNull();
    }

    [Fact]
    public void A_stopped_organisation_stays_so_until_it_is_told_that_it_goes_on_or_everything_is_told_without_it()
    {
        var set = new RevocationSet();
        set.Apply(Message(0, Noon, isFull: true, Item("org_1", 0, RevocationKind.Stopped), Item("org_2", 0, RevocationKind.Stopped)));
        set.Apply(Message(Noon, Noon + 1, isFull: false, Item("org_1", Noon, RevocationKind.Resumed), Item("org_3", Noon, RevocationKind.Stopped)));

        Stopped(set).ShouldBe([false, true, true]);
        set.Find("org_1").ShouldNotBeNull();
        set.Find("org_3").ShouldBeNull();

        set.Apply(Message(0, Noon + 2, isFull: true, Item("org_1", 0, RevocationKind.Stopped)) with { More = true });
        Stopped(set).ShouldBe([true, true, true]);
        set.Apply(Message(0, Noon + 2, isFull: true));
        Stopped(set).ShouldBe([true, false, false]);
    }

    [Fact]
    public void What_no_token_can_be_about_any_more_is_forgotten()
    {
        var set = new RevocationSet();
        set.Apply(Message(0, Noon, isFull: true, Item("ses_1", Noon), Item("ses_2", Noon + 1)));
        set.Apply(Message(Noon, Noon + 450_000));
        set.Find("ses_1").ShouldNotBeNull();
        set.Apply(Message(Noon, Noon + 450_001));

        set.Find("ses_1").ShouldBeNull();
        set.Find("ses_2").ShouldNotBeNull();
    }

    [Fact]
    public void Whatever_the_messages_the_last_that_was_told_of_a_subject_holds() =>
        Gen.Select(Gen.Int[0, 4], Gen.Long[Noon, Noon + 1000], Gen.Bool).Array[0, 60].Sample(steps =>
        {
            var (set, told) = (new RevocationSet(), new Dictionary<string, long>());
            set.Apply(Message(0, Noon, isFull: true));
            foreach (var chunk in steps.Chunk(7))
            {
                var items = chunk.Select(step => Item($"ses_{step.Item1}", step.Item2)).ToArray();
                set.Apply(Message(set.AsOf, set.AsOf + 1, isFull: false, items) with { More = chunk[0].Item3 });
                foreach (var step in chunk)
                {
                    told[$"ses_{step.Item1}"] = Math.Max(told.GetValueOrDefault($"ses_{step.Item1}"), step.Item2);
                }
            }

            for (var n = 0; n < 5; n++)
            {
                set.Find($"ses_{n}")?.ToUnixTimeMilliseconds().ShouldBe(told[$"ses_{n}"]);
                (set.Find($"ses_{n}") is null).ShouldBe(!told.ContainsKey($"ses_{n}"));
            }
        });

    private static bool[] Stopped(RevocationSet set) => [set.IsStopped("org_1"), set.IsStopped("org_2"), set.IsStopped("org_3")];

    private static RevocationMessage Message(long from, long asOf, bool isFull = false, params RevocationItem[] items) => new()
    {
        Issuer = "https://auth.example.com",
        IssuedAt = asOf / 1000,
        From = from,
        AsOf = asOf,
        Full = isFull,
        Keep = 450,
        Items = items,
    };

    private static RevocationItem Item(string subject, long at, RevocationKind kind = RevocationKind.Revoked) =>
        new(RevocationSubjects.Hash(subject), at, 0, kind);
}
