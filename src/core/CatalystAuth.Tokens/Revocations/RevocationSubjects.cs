using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>What revocations are about: an id, or several parts of a token together.</summary>
public static class RevocationSubjects
{
    /// <summary>Stands for every organisation where entitlements shrink.</summary>
    public const string EveryOrg = "*";

    private const int HashBytes = 16;

    /// <summary>A role of an organisation.</summary>
    public static string Role(string org, string role) => $"{org}/role/{role}";

    /// <summary>Stands for any group of an organisation. No path has this.</summary>
    public const string AnyGroup = "*";

    /// <summary>A group of an organisation.</summary>
    public static string Group(string org, string path) => $"{org}/group/{path}";

    /// <summary>A user, or a key, in an organisation.</summary>
    public static string Membership(string user, string org) => $"{user}/{org}";

    /// <summary>A key that signed it.</summary>
    public static string SigningKey(string id) => $"kid/{id}";

    /// <summary>How the members of an organisation sign in; of tokens that no key was exchanged for.</summary>
    public static string SignIn(string org) => $"signin/{org}";

    /// <summary>What an organisation, a user, a plan or <see cref="EveryOrg"/> gives.</summary>
    public static string Entitlements(string of) => $"ent/{of}";

    /// <summary>What tokens say of a user, an organisation, a membership, a role or a group: what it was before.</summary>
    public static string Claims(string of) => $"claims/{of}";

    /// <summary>A plan, as what gives entitlements.</summary>
    public static string Plan(string plan) => $"plan/{plan}";

    /// <summary>A subject as verifiers outside of the house are told it: the first 16 bytes of its SHA-256, in base64url.</summary>
    public static string Hash(string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(subject), hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }
}
