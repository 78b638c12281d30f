using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Core.Attempts;

/// <summary>
/// What attempts are counted by: the account from this network, the account, and the network. As hashes, so that what is counted says
/// nothing of who tried; an account need not exist to be counted.
/// </summary>
internal sealed class AttemptSubjects
{
    private const int HashBytes = 16;

    public AttemptSubjects(string account, string network)
    {
        Pair = Hash($"pair\n{account}\n{network}");
        Account = Hash($"account\n{account}");
        Network = Hash($"network\n{network}");
        All = [.. new[] { Pair, Account, Network }.Order(StringComparer.Ordinal)];
    }

    public string Pair { get; }

    public string Account { get; }

    public string Network { get; }

    /// <summary>In the order in which they are locked.</summary>
    public IReadOnlyList<string> All { get; }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
