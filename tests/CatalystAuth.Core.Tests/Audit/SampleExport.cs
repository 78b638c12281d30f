using System.Text;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Tokens.Audit;
using CatalystAuth.Tokens.SigningKeys;
using CatalystAuth.Tokens.Tokens;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Tests.Audit;

/// <summary>An export as the server writes it, line by line.</summary>
public sealed class SampleExport
{
    public const string Issuer = "https://auth.example.com";

    private static readonly KeyRing Ring = new([SigningKey.Generate(SigningKeyUse.Audit, DateTimeOffset.UnixEpoch)]);
    private static readonly AuditChain Chain = new(TypeId.New<OrgId>(DateTimeOffset.UnixEpoch.AddYears(50)));

    private readonly List<string> _lines = [];

    private SampleExport(int before, int records, int checkpointEach)
    {
        var head = AuditChainHead.Of(Chain);
        for (var n = 0; n < before; n++)
        {
            head.Append(NewRecord(n).Record, DateTimeOffset.UnixEpoch);
        }

        var format = new JsonLinesFormat(Issuer, DateTimeOffset.UnixEpoch);
        var first = before + 1;
        var previous = head.Hash;
        var body = new List<string>();
        for (var n = 0; n < records; n++)
        {
            var (record, personal) = NewRecord(before + n);
            var link = head.Append(record, DateTimeOffset.UnixEpoch);
            body.Add(Written(output => format.Write(output, new LinkedRecord(link, record), personal)));
            if (link.Seq % checkpointEach == 0)
            {
                body.Add(Written(output => format.Write(output, new AuditCheckpoint
                {
                    Chain = Chain,
                    Seq = link.Seq,
                    Hash = link.Hash,
                    At = DateTimeOffset.UnixEpoch,
                    Jws = Sign(Ring, link.Seq, link.Hash),
                })));
            }
        }

        _lines.Add(Written(output => format.WriteHead(output, new(Chain, first, head.Seq, previous, head.Hash))));
        _lines.AddRange(body);
        _lines.Add(Written(output => format.WriteEnd(output, Sign(Ring, head.Seq, head.Hash, first))));
    }

    public static byte[] Keys => Jwks.Write(Ring, DateTimeOffset.UnixEpoch);

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The indices of the lines of records.</summary>
    public IReadOnlyList<int> RecordLines => [.. Enumerable.Range(0, _lines.Count).Where(index => _lines[index].StartsWith("{\"seq\":", StringComparison.Ordinal))];

    public static SampleExport Of(int before, int records, int checkpointEach = 5) => new(before, records, checkpointEach);

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));

    public static string SignByStranger(long seq, byte[] hash, long? first = null) =>
        Sign(new([SigningKey.Generate(SigningKeyUse.Audit, DateTimeOffset.UnixEpoch)]), seq, hash, first);

    /// <summary>What the owner of the database can do: makes every hash and number anew, so that all lines of records fit again.</summary>
    public static List<string> Rehash(IReadOnlyList<string> lines)
    {
        ExportHead.TryParse(Encoding.UTF8.GetBytes(lines[0].TrimEnd('\n')), out var head).ShouldBeTrue();
        var (hash, seq) = (head!.Previous, head.First - 1);
        var anew = new List<string>();
        foreach (var line in lines)
        {
            var parsed = ExportLine.Parse(Encoding.UTF8.GetBytes(line.TrimEnd('\n')));
            if (parsed.Kind == ExportLineKind.Record)
            {
                hash = ChainHash.Next(hash, parsed.Record.Span);
                anew.Add($"{{\"seq\":{++seq},\"hash\":\"{ChainHash.Format(hash)}\",\"record\":{Encoding.UTF8.GetString(parsed.Record.Span)}}}\n");
            }
            else
            {
                anew.Add(line);
            }
        }

        return anew;
    }

    private static string Sign(KeyRing ring, long seq, byte[] hash, long? first = null) => TokenMinter.Mint(ring, new CheckpointToken
    {
        Issuer = Issuer,
        IssuedAt = 1,
        Chain = Chain.Name,
        Sequence = seq,
        Hash = ChainHash.Format(hash),
        First = first,
    });

    private static string Written(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    // Of every fourth the values are there, of another the person was erased.
    private static (AuditRecord Record, IReadOnlyList<PersonalValue> Personal) NewRecord(int n)
    {
        if (n % 4 > 1)
        {
            return (PlainRecord(n), []);
        }

        var user = $"{TypeId.New<UserId>(DateTimeOffset.UnixEpoch)}";
        var split = PersonalSplit.Of(
            "user.updated", null, user, user, $$$"""{"before":{},"after":{"name":"\u00e4 \"{{{n}}}\"","links":[{"label":"a","url":"https://example.com"}]}}""",
            "192.0.2.1", "curl", new(Options.Create(new AuditOptions())));
        var record = new AuditRecord
        {
            Id = TypeId.New<AuditId>(DateTimeOffset.UnixEpoch.AddYears(51).AddSeconds(n)),
            OrgId = Chain.Org,
            Action = "org.updated",
            Actor = user,
            Target = user,
            Data = split.Data,
            At = DateTimeOffset.UnixEpoch.AddSeconds(n),
            IpAddress = split.IpAddress,
            UserAgent = split.UserAgent,
        };
        return (record, n % 4 == 0 ? split.Values[user] : []);
    }

    private static AuditRecord PlainRecord(int n) => new()
    {
        Id = TypeId.New<AuditId>(DateTimeOffset.UnixEpoch.AddYears(51).AddSeconds(n)),
        OrgId = Chain.Org,
        Action = "org.updated",
        Actor = $"user_{n}",
        Target = Chain.Name,
        Data = $$"""{"before":{"name":"a{{n}}"},"after":{"name":"\u00e4 \"{{n}}\"" } }""",
        At = DateTimeOffset.UnixEpoch.AddSeconds(n),
        IpAddress = n % 3 == 0 ? null : "192.0.2.1",
        UserAgent = "curl \"\\ \u0001 🦊",
    };
}
