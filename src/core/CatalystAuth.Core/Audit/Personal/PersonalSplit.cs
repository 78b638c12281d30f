using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Audit.Personal;

/// <summary>Takes personal values out of what is to be recorded, and leaves commitments in their places.</summary>
internal sealed class PersonalSplit
{
    private const string DataRoot = "/data";

    private readonly Dictionary<string, List<PersonalValue>> _values = new(StringComparer.Ordinal);

    private PersonalSplit()
    {
    }

    /// <summary>The data as it is stored.</summary>
    public required string Data { get; init; }

    /// <summary>The caller's address as it is stored.</summary>
    public string? IpAddress { get; private init; }

    /// <summary>The caller's <c>User-Agent</c> as it is stored.</summary>
    public string? UserAgent { get; private init; }

    /// <summary>What was taken out, by whom it is about.</summary>
    public IReadOnlyDictionary<string, List<PersonalValue>> Values => _values;

    /// <summary>Splits.</summary>
    public static PersonalSplit Of(string action, OrgId? org, string target, string actor, string data, string? ipAddress, string? userAgent,
        AuditRedaction redaction)
    {
        bool Covers(string member) => redaction.Covers(action, member);

        var ofData = new List<PersonalValue>();
        var ofCaller = new List<PersonalValue>();
        var stored = data;
        var subject = string.Empty;
        if (PersonalMembers.Of(action) is { } members)
        {
            using var document = JsonDocument.Parse(data);
            var output = new ArrayBufferWriter<byte>(data.Length + 256);
            Copy(output, document.RootElement, members, DataRoot, Covers, ofData);
            stored = Encoding.UTF8.GetString(output.WrittenSpan);
            subject = PersonalSubject.OfData(action, org, target, actor, document.RootElement);
        }

        var caller = PersonalSubject.OfCaller(actor);
        var split = new PersonalSplit
        {
            Data = stored,
            IpAddress = OfCaller(AuditRedaction.IpAddress, ipAddress),
            UserAgent = OfCaller(AuditRedaction.UserAgent, userAgent),
        };
        split.Add(subject, ofData);
        split.Add(caller, ofCaller);
        return split;

        string? OfCaller(string member, string? text) =>
            text is null ? null
            : Covers(member) ? AuditRedaction.Substitute
            : caller is null ? text
            : Take($"/{member}", text, ofCaller);
    }

    private void Add(string? subject, List<PersonalValue> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (!_values.TryAdd(subject!, values))
        {
            _values[subject!].AddRange(values);
        }
    }

    private static string Take(string pointer, string text, List<PersonalValue> taken)
    {
        var value = PersonalValue.New(pointer, CanonicalJson.Of(text));
        taken.Add(value);
        return value.Commitment;
    }

    // What is not personal stays byte for byte.
    private static void Copy(IBufferWriter<byte> output, JsonElement value, PersonalMembers? members, string pointer, Func<string, bool> covers,
        List<PersonalValue> taken)
    {
        var separator = ""u8;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when members is { IsPersonal: false }:
                output.Write("{"u8);
                foreach (var member in value.EnumerateObject())
                {
                    output.Write(separator);
                    CanonicalJson.Text(output, member.Name);
                    output.Write(":"u8);
                    Copy(output, member.Value, members.Find(member.Name), JsonPointer.Append(pointer, member.Name), covers, taken);
                    separator = ","u8;
                }

                output.Write("}"u8);
                break;
            case JsonValueKind.Array when members is { IsPersonal: false, Items: not null }:
                output.Write("["u8);
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    output.Write(separator);
                    Copy(output, item, members.Items, $"{pointer}/{index++}", covers, taken);
                    separator = ","u8;
                }

                output.Write("]"u8);
                break;
            case not JsonValueKind.Null when members is { IsPersonal: true } && covers(pointer[(pointer.LastIndexOf('/') + 1)..]):
                output.Write(Encoding.ASCII.GetBytes(AuditRedaction.Substitute));
                break;
            case not JsonValueKind.Null when members is { IsPersonal: true }:
                var personal = PersonalValue.New(pointer, CanonicalJson.Of(value));
                taken.Add(personal);
                output.Write(Encoding.ASCII.GetBytes(personal.Commitment));
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }
}
