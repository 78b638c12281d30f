using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Core.Audit.Exports;

namespace CatalystAuth.Cli.Audit;

/// <summary>Says what verifying an export found.</summary>
internal sealed class VerifyReport(TextWriter output, bool asJson)
{
    public int Write(ExportVerification found)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(VerifyReportBody.Of(found), ReportJson.Default.VerifyReportBody));
        }
        else
        {
            WriteText(found);
        }

        return found.IsOk ? ExitCodes.Ok : found.IsUsable ? ExitCodes.Bad : ExitCodes.Unusable;
    }

    private void WriteText(ExportVerification found)
    {
        if (found.IsUsable)
        {
            output.WriteLine($"chain        {Printable(found.Chain!)} of {Printable(found.Issuer!)}");
            output.WriteLine($"records      {found.Records} good, from {found.First}");
            output.WriteLine(found.IsSigned
                ? $"checkpoints  {found.Checkpoints} good"
                : $"checkpoints  {found.Checkpoints} fit; signatures were NOT checked");
        }

        output.WriteLine(found.Fault is { } fault
            ? $"{(found.IsUsable ? "TAMPERED" : "UNUSABLE")}: line {fault.Line}{(fault.Seq is { } seq ? $", record {seq}" : string.Empty)}: {fault.Kind}. {Printable(fault.Message)}"
            : found.IsSigned ? "OK: this is what the server wrote." : "OK as far as hashes tell.");
    }

    // The file is a stranger's; it does not get to steer the terminal.
    private static string Printable(string text) => string.Concat(text.Where(character => !char.IsControl(character)));
}

/// <summary>The findings for programs.</summary>
internal sealed record VerifyReportBody(
    bool Ok, bool Usable, bool SignaturesChecked, string? Issuer, string? Chain, long First, long Records, long Checkpoints, ExportFault? Fault)
{
    public static VerifyReportBody Of(ExportVerification found) => new(
        found.IsOk, found.IsUsable, found.IsSigned, found.Issuer, found.Chain, found.First, found.Records, found.Checkpoints, found.Fault);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(VerifyReportBody))]
internal sealed partial class ReportJson : JsonSerializerContext;
