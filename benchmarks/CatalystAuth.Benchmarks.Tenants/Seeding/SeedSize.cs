namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>How much to seed. The first organisation has every user; the other memberships are spread over the rest.</summary>
internal readonly record struct SeedSize(long Users, long Orgs, long Memberships)
{
    /// <summary>What is left when every user is in the first organisation and every other one has its owner.</summary>
    public long Spread => Memberships - Users - (Orgs - 1);

    /// <summary>Why it can't be seeded; null when it can.</summary>
    public string? Problem => Users < 1 || Orgs < 1 ? "There is at least one user and one organisation."
        : Spread < 0 ? $"{Users} users and {Orgs} organisations need at least {Users + Orgs - 1} memberships: "
            + "one organisation has all users, each other one an owner."
        // Each user is in an organisation once, and picks at random have to find one quickly.
        : Spread > Users * Math.Max(0, (Orgs / 4) - (Orgs / Users) - 1) ? "There are too many memberships for so few organisations."
        : null;
}
