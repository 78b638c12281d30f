using System.Buffers.Binary;

namespace CatalystAuth.Benchmarks.Tenants.Seeding;

/// <summary>Chance that comes out the same for the same question, so that nothing has to be remembered to be named again.</summary>
internal static class Dice
{
    /// <summary>From 0 up to 1.</summary>
    public static double Unit(Roll roll, long a, long b = 0) => (Bits(roll, a, b) >> 11) * (1.0 / (1UL << 53));

    /// <summary>One of the first few numbers.</summary>
    public static int Below(int count, Roll roll, long a, long b = 0) => (int)(Unit(roll, a, b) * count);

    /// <summary>A UUIDv7 as one that was made at a time.</summary>
    public static Guid Id(DateTimeOffset at, Roll roll, long a, long b = 0)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)at.ToUnixTimeMilliseconds() << 16) | 0x7000 | (Bits(roll, a, b) & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (Bits(roll, b, ~a) >> 2) | (1UL << 63));
        return new(bytes, bigEndian: true);
    }

    private static ulong Bits(Roll roll, long a, long b) => Mix(Mix(Mix((ulong)roll + 1) ^ (ulong)a) + (ulong)b);

    // SplitMix64's finaliser.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What is decided by chance.</summary>
internal enum Roll
{
    UserId,
    EmailId,
    OrgId,
    MembershipId,
    GroupId,
    RoleId,
    BindingId,
    Given,
    Family,
    Domain,
    Verified,
    SecondAddress,
    Profile,
    Place,
    Label,
    Ban,
    OrgName,
    OrgLabel,
    OrgPick,
    Role,
    Delta,
    InGroup,
    Bound,
}
