using System.CommandLine;
using CatalystAuth.Core.Audit.Exports;

namespace CatalystAuth.Cli.Audit;

/// <summary><c>catalyst audit verify FILE --jwks FILE|URL</c>: proves that an export is what the server wrote, without the server.</summary>
internal static class VerifyCommand
{
    private const string StandardInput = "-";

    public static Command Make(Stream input)
    {
        var file = new Argument<string>("FILE") { Description = "The export (format jsonl); - for standard input." };
        var jwks = new Option<string?>("--jwks")
        {
            Description = "The public keys to trust: a file, or the address of the server's /.well-known/jwks.json.",
        };
        var hashesOnly = new Option<bool>("--hashes-only")
        {
            Description = "Look at hashes and not at signatures. Does not find a file whose hashes were all made anew.",
        };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("verify", "Checks every record of an export against its hash, and every checkpoint against its signature.")
        {
            file, jwks, hashesOnly, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(jwks) is null != result.GetValue(hashesOnly))
            {
                result.AddError("Say which keys to trust, with --jwks; or --hashes-only.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = new VerifyReport(parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            try
            {
                var verifier = parsed.GetValue(jwks) is { } keys ? await ReadKeysAsync(keys, cancellationToken).ConfigureAwait(false) : ExportVerifier.OfHashesOnly;
                if (verifier is null)
                {
                    return Refuse(parsed, "--jwks names no key set with a key for audit checkpoints (EC, P-256).");
                }

                var path = parsed.GetRequiredValue(file);
                var export = path == StandardInput ? input : File.OpenRead(path);
                await using (export.ConfigureAwait(false))
                {
                    return report.Write(await verifier.VerifyAsync(export, null, cancellationToken).ConfigureAwait(false));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or ArgumentException or NotSupportedException)
            {
                return Refuse(parsed, e.Message);
            }
        });
        return command;
    }

    private static int Refuse(ParseResult parsed, string message)
    {
        parsed.InvocationConfiguration.Error.WriteLine(message);
        return ExitCodes.Unusable;
    }

    private static async Task<ExportVerifier?> ReadKeysAsync(string place, CancellationToken cancellationToken)
    {
        var bytes = await KeySets.ReadAsync(place, cancellationToken).ConfigureAwait(false);
        return ExportVerifier.TryCreate(bytes, out var verifier) ? verifier : null;
    }
}
