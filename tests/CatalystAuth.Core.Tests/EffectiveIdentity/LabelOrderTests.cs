using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Groups;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using CsCheck;

namespace CatalystAuth.Core.Tests.EffectiveIdentity;

/// <summary>The order of layers, against a model that asks each key who has the last word.</summary>
public sealed class LabelOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Provenance Entitled = new("plan", "pro");

    private static readonly Gen<LabelEntry> Entry = Gen.Select(
        Gen.OneOfConst("a", "a:1", "a:2", "b", "b:1", "c", "d:1"), Gen.OneOfConst<int?>(null, null, -1, 0, 1, 60),
        (label, seconds) => new LabelEntry(label, seconds is { } s ? Now.AddSeconds(s) : null));

    // One a key, as the stored lists are.
    private static readonly Gen<IReadOnlyList<LabelEntry>> Layer = Entry.List[0, 4].Select(OnePerKey);

    private static readonly Gen<IReadOnlyList<LabelEntry>> Delta = Gen.Select(Entry, Gen.Bool).List[0, 4].Select(list =>
        OnePerKey(list.Select(pair => pair.Item1 with { Label = (pair.Item2 ? '+' : '-') + pair.Item1.Label }), key: label => label[1..]));

    private static readonly Gen<Layers> Any = Gen.Select(Layer, Layer, Layer.List[0, 3], Delta, Layer, (user, org, groups, delta, entitled) =>
        new Layers(user, org, groups, delta, entitled));

    [Fact]
    public void The_last_layer_that_says_something_of_a_key_wins() => Any.Sample(layers => Merge(layers).ShouldBe(Model(layers)));

    [Fact]
    public void Merging_again_changes_nothing() => Any.Sample(layers =>
    {
        var once = Merge(layers);
        var merge = new LabelMerge(Now);
        foreach (var label in once)
        {
            merge.Add([new(label.Label, label.ExpiresAt)], label.Source);
        }

        merge.Labels.ShouldBe(once);
    });

    [Fact]
    public void What_has_expired_never_counts() => Any.Sample(layers =>
    {
        static IReadOnlyList<LabelEntry> Live(IReadOnlyList<LabelEntry> entries) => [.. entries.Where(entry => entry.ExpiresAt is null || entry.ExpiresAt > Now)];
        var live = new Layers(Live(layers.User), Live(layers.Org), [.. layers.Groups.Select(Live)], Live(layers.Delta), Live(layers.Entitled));

        Merge(layers).ShouldBe(Merge(live));
        Merge(layers).ShouldAllBe(label => label.ExpiresAt == null || label.ExpiresAt > Now);
    });

    [Fact]
    public void The_order_within_a_layer_does_not_matter() => Any.Sample(layers => Merge(layers with
    {
        User = [.. layers.User.Reverse()],
        Org = [.. layers.Org.Reverse()],
        Groups = [.. layers.Groups.Select(group => (IReadOnlyList<LabelEntry>)[.. group.Reverse()])],
        Delta = [.. layers.Delta.Reverse()],
    }).ShouldBe(Merge(layers)));

    [Fact]
    public void The_layer_that_is_named_holds_the_label_with_its_expiry() => Any.Sample(layers =>
    {
        foreach (var label in Merge(layers))
        {
            var (source, sign) = label.Source.Kind switch
            {
                "user" => (layers.User, string.Empty),
                "org" => (layers.Org, string.Empty),
                "group" => (layers.Groups[int.Parse(label.Source.Id, null)], string.Empty),
                "membership" => (layers.Delta, "+"),
                _ => (layers.Entitled, string.Empty),
            };
            source.ShouldContain(new LabelEntry(sign + label.Label, label.ExpiresAt));
        }
    });

    [Fact]
    public void An_identity_is_good_until_the_first_of_its_labels_ends() => Any.Sample(layers =>
    {
        var resolved = IdentityMerge.Merge(Sources(layers), Now);

        var ends = layers.User.Concat(layers.Org).Concat(layers.Groups.SelectMany(group => group)).Concat(layers.Delta)
            .Where(entry => entry.ExpiresAt > Now).Select(entry => entry.ExpiresAt).ToList();
        resolved.GoodUntil.ShouldBe(ends.Count == 0 ? null : ends.Min());
    });

    [Fact]
    public void A_hidden_label_stays_in_the_identity_and_is_marked() => Any.Sample(layers =>
    {
        var schema = new LabelSchemaEntry { Scope = "platform", Key = "a", ClientVisible = false, CreatedAt = Now, UpdatedAt = Now };

        var merged = IdentityMerge.Merge(Sources(layers) with { Schemas = new([schema]) }, Now).Identity;

        merged.Labels.Select(label => label.Label).ShouldBe(IdentityMerge.Merge(Sources(layers), Now).Identity.Labels.Select(label => label.Label));
        merged.Labels.ShouldAllBe(label => label.ClientVisible == (LabelGrammar.KeyOf(label.Label) != "a"));
        ShownLabels.ForClients(merged).Labels.ShouldAllBe(label => LabelGrammar.KeyOf(label.Label) != "a");
    });

    private static IReadOnlyList<LabelEntry> OnePerKey(IEnumerable<LabelEntry> entries) => OnePerKey(entries, label => label);

    private static IReadOnlyList<LabelEntry> OnePerKey(IEnumerable<LabelEntry> entries, Func<string, string> key) =>
        [.. entries.DistinctBy(entry => LabelGrammar.KeyOf(key(entry.Label)))];

    private static IReadOnlyList<EffectiveLabel> Merge(Layers layers)
    {
        var merge = new LabelMerge(Now).Add(layers.User, new("user", "u")).Add(layers.Org, new("org", "o"));
        for (var i = 0; i < layers.Groups.Count; i++)
        {
            merge.Add(layers.Groups[i], new("group", $"{i}"));
        }

        return merge.Apply(layers.Delta, new("membership", "m")).Add(layers.Entitled, Entitled).Labels;
    }

    // Not by merging: for each key it goes back through the layers until one has spoken.
    private static List<EffectiveLabel> Model(Layers layers)
    {
        var found = new List<EffectiveLabel>();
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            if (Last(layers, key) is { } label)
            {
                found.Add(label);
            }
        }

        return found;
    }

    private static EffectiveLabel? Last(Layers layers, string key)
    {
        if (Said(layers.Entitled, key) is { } entitled)
        {
            return new(entitled.Label, Entitled) { ExpiresAt = entitled.ExpiresAt };
        }

        var change = layers.Delta.FirstOrDefault(entry => LabelGrammar.KeyOf(entry.Label[1..]) == key && !(entry.ExpiresAt <= Now));
        if (change is not null && change.Label.StartsWith('+'))
        {
            return new(change.Label[1..], new("membership", "m")) { ExpiresAt = change.ExpiresAt };
        }

        var below = Below(layers, key);
        return below is null || change is null || (change.Label != "-" + key && change.Label != "-" + below.Label) ? below : null;
    }

    private static EffectiveLabel? Below(Layers layers, string key)
    {
        for (var i = layers.Groups.Count - 1; i >= 0; i--)
        {
            if (Said(layers.Groups[i], key) is { } inGroup)
            {
                return new(inGroup.Label, new("group", $"{i}")) { ExpiresAt = inGroup.ExpiresAt };
            }
        }

        var org = Said(layers.Org, key);
        var said = org ?? Said(layers.User, key);
        return said is null ? null : new(said.Label, org is null ? new("user", "u") : new("org", "o")) { ExpiresAt = said.ExpiresAt };
    }

    private static LabelEntry? Said(IReadOnlyList<LabelEntry> layer, string key) =>
        layer.FirstOrDefault(entry => LabelGrammar.KeyOf(entry.Label) == key && !(entry.ExpiresAt <= Now));

    private static IdentitySources Sources(Layers layers)
    {
        var (user, org) = (new UserId(Guid.NewGuid()), new OrgId(Guid.NewGuid()));
        var groups = layers.Groups.Select((labels, i) => new OrgGroup
        {
            Id = new(Guid.NewGuid()),
            OrgId = org,
            Slug = $"g{i}",
            Path = $"g{i}",
            Name = "G",
            CreatedAt = Now,
            UpdatedAt = Now,
            Labels = labels,
        }).ToList();
        return new(
            new UserAccount { Id = user, Email = "a@b.c", Name = "A", CreatedAt = Now, Labels = layers.User },
            new Organisation { Id = org, Slug = "o", Name = "O", OwnerUserId = user, CreatedAt = Now, UpdatedAt = Now, Labels = layers.Org },
            new Membership { Id = new(Guid.NewGuid()), OrgId = org, UserId = user, Role = BuiltInRoles.Viewer, CreatedAt = Now, LabelsDelta = layers.Delta })
        {
            Groups = groups,
            DirectGroups = groups.Select(group => group.Id).ToHashSet(),
        };
    }

    private sealed record Layers(
        IReadOnlyList<LabelEntry> User, IReadOnlyList<LabelEntry> Org, IReadOnlyList<IReadOnlyList<LabelEntry>> Groups, IReadOnlyList<LabelEntry> Delta,
        IReadOnlyList<LabelEntry> Entitled);
}
