using System.CommandLine;
using System.Text;
using CatalystAuth.Contracts.ClaimProfiles;
using CatalystAuth.Core.ClaimProfiles;

namespace CatalystAuth.Cli.ClaimProfiles;

/// <summary><c>catalyst claims check PROFILE --token FILE</c>: says whether a system would take a token, without the system or the server.</summary>
internal static class CheckCommand
{
    private const string StandardInput = "-";
    private const int MaxBytes = 64 * 1024;

    public static Command Make(Stream input, TimeProvider time)
    {
        var profile = new Argument<string>("PROFILE") { Description = $"The kind of system: {string.Join(", ", ClaimProfileNames.All)}." };
        profile.AcceptOnlyFromAmong([.. ClaimProfileNames.All]);
        var token = new Option<string>("--token") { Description = "The token, in a file; - for standard input.", Required = true };
        var jwks = new Option<string?>("--jwks") { Description = "The key set that the system trusts: a file, or the address of the server's /.well-known/jwks.json." };
        var secret = new Option<string?>("--secret-file") { Description = "The secret that the system verifies with, in a file." };
        var issuer = new Option<string?>("--issuer") { Description = "The iss that the system expects." };
        var audience = new Option<string?>("--audience") { Description = "The aud that the system expects: the profile's tokenAudience." };
        var command = new Command("check", "Decodes a token and looks at it by the rules of the system that it is for.")
        {
            profile, token, jwks, secret, issuer, audience,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var expected = new Expectation(
                    time.GetUtcNow(), parsed.GetValue(issuer), parsed.GetValue(audience),
                    parsed.GetValue(jwks) is { } keys ? await KeySets.ReadAsync(keys, cancellationToken).ConfigureAwait(false) : default(ReadOnlyMemory<byte>?),
                    parsed.GetValue(secret) is { } path ? await ReadTextAsync(path, input, cancellationToken).ConfigureAwait(false) : null);
                if (expected.KeySet is { } keySet && !ConsumerCheck.IsKeySet(keySet))
                {
                    throw new IOException("--jwks names no key set.");
                }

                var text = await ReadTextAsync(parsed.GetRequiredValue(token), input, cancellationToken).ConfigureAwait(false);
                return Write(parsed.InvocationConfiguration.Output, ConsumerCheck.FaultsOf(ProfileCatalogue.Find(parsed.GetValue(profile))!, text, expected));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or ArgumentException or NotSupportedException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(e.Message);
                return ExitCodes.Unusable;
            }
        });
        return command;
    }

    private static int Write(TextWriter output, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            // The token is a stranger's; it does not get to steer the terminal.
            output.WriteLine($"BAD: {string.Concat(fault.Where(character => !char.IsControl(character)))}");
        }

        if (faults.Count == 0)
        {
            output.WriteLine("OK: the token is as the system wants it.");
        }

        return faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Bad;
    }

    private static async Task<string> ReadTextAsync(string path, Stream input, CancellationToken cancellationToken)
    {
        var file = path == StandardInput ? input : File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[MaxBytes];
            var length = await file.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length < MaxBytes ? Encoding.UTF8.GetString(buffer, 0, length).Trim() : throw new IOException("The file is too large.");
        }
    }
}
