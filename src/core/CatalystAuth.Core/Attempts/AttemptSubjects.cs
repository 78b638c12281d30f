using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// What attempts are counted by: the address that was typed, from this network and from anywhere; the network, and the subnet that it is in; and, out of sight, the
/// account behind the address from this network. As hashes, so that what is counted says nothing of who tried; an account need not exist
/// to be counted.
/// </summary>
internal sealed class AttemptSubjects
{
    private const int HashBytes = 16;

    public AttemptSubjects(string typed, string account, string network, string subnet, string device)
    {
        Freed = FreedOf(account, device);
        Pair = PairOf(typed, network);
        Typed = Hash($"typed\n{typed}");
        Account = Hash($"account\n{account}\n{network}");
        Network = Hash($"network\n{network}");
        Subnet = Hash($"subnet\n{subnet}");
        All = [.. new[] { Pair, Typed, Account, Network, Subnet }.Order(StringComparer.Ordinal)];
    }

    /// <summary>The address from this network.</summary>
    public string Pair { get; }

    /// <summary>The address from anywhere.</summary>
    public string Typed { get; }

    /// <summary>
    /// The account from this network, by whichever of its addresses. That it waits is never said: it would tell that two addresses are of one
    /// person.
    /// </summary>
    public string Account { get; }

    /// <summary>The network.</summary>
    public string Network { get; }

    /// <summary>The subnet, for who has many networks in it.</summary>
    public string Subnet { get; }

    /// <summary>The account from this browser or program, which its owner may have freed. Not one of <see cref="All"/>, as it seldom is.</summary>
    public string Freed { get; }

    /// <summary>In the order in which they are locked.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>See <see cref="Pair"/>.</summary>
    public static string PairOf(string typed, string network) => Hash($"pair\n{typed}\n{network}");

    /// <summary>See <see cref="Freed"/>.</summary>
    public static string FreedOf(string account, string device) => Hash($"freed\n{account}\n{device}");

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
