using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Tokens.Audit;

namespace CatalystAuth.Core.Audit.Exports;

/// <summary>Verifies exports wherever they are, of any size and with nothing but the public keys. Thread-safe.</summary>
public sealed class ExportVerifier
{
    private readonly CheckpointKeys? _keys;

    private ExportVerifier(CheckpointKeys? keys) => _keys = keys;

    /// <summary>
    /// One that looks at hashes and not at signatures. It finds what was changed carelessly; who makes all hashes anew is not found.
    /// </summary>
    public static ExportVerifier OfHashesOnly { get; } = new(null);

    /// <summary>One that trusts the keys of a JSON Web Key Set; false when the bytes are none, or have no key that could have signed.</summary>
    public static bool TryCreate(ReadOnlyMemory<byte> jwks, [NotNullWhen(true)] out ExportVerifier? verifier)
    {
        verifier = CheckpointKeys.Read(jwks) is { Count: > 0 } keys ? new(keys) : null;
        return verifier is not null;
    }

    /// <summary>Reads an export to its end, or to the first thing that is wrong. Whatever the bytes are, the answer is a value.</summary>
    /// <param name="export">The file of format <see cref="AuditFormats.JsonLines"/>.</param>
    /// <param name="progress">Told how far it is, now and then.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ExportVerification> VerifyAsync(
        Stream export, IProgress<AuditExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var lines = new LineReader(export);
        if (!await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false) || !ExportHead.TryParse(lines.Line, out var head))
        {
            return new() { Fault = new(AuditFaults.Malformed, 1, null, "The first line is not the head of an audit export.") };
        }

        var check = new ExportCheck(head, lines, _keys);
        var fault = await check.RunAsync(progress, cancellationToken).ConfigureAwait(false);
        return new()
        {
            IsUsable = true,
            IsSigned = _keys is not null,
            Issuer = head.Issuer,
            Chain = head.Chain,
            First = head.First,
            Records = check.Records,
            Checkpoints = check.Checkpoints,
            Fault = fault,
        };
    }
}

/// <summary>What verifying an export found.</summary>
public sealed record ExportVerification
{
    /// <summary>Whether it is an export at all.</summary>
    public bool IsUsable { get; init; }

    /// <summary>Whether signatures were checked too.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether it is an export in which nothing is wrong.</summary>
    public bool IsOk => IsUsable && Fault is null;

    /// <summary>Which installation it says to be from.</summary>
    public string? Issuer { get; init; }

    /// <summary>Which chain it says to be of.</summary>
    public string? Chain { get; init; }

    /// <summary>The place of its first record.</summary>
    public long First { get; init; }

    /// <summary>How many good records there are before the first thing that is wrong.</summary>
    public long Records { get; init; }

    /// <summary>How many good checkpoints, the end included.</summary>
    public long Checkpoints { get; init; }

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public ExportFault? Fault { get; init; }
}

/// <summary>The first thing that is wrong with an export.</summary>
/// <param name="Kind">One of <see cref="AuditFaults"/>.</param>
/// <param name="Line">In which line, from 1.</param>
/// <param name="Seq">At which place of the chain; null when it is none's.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record ExportFault(string Kind, long Line, long? Seq, string Message);
