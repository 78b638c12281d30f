using System.CommandLine;
using CatalystAuth.Cli.Audit;
using CatalystAuth.Cli.ClaimProfiles;

namespace CatalystAuth.Cli;

/// <summary>The <c>catalyst</c> command.</summary>
internal static class CatalystCommand
{
    public static Task<int> RunAsync(string[] args, Stream input, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Catalyst-Auth from the command line.")
        {
            new Command("audit", "The audit trail.") { VerifyCommand.Make(input) },
            new Command("claims", "Tokens for other systems.") { CheckCommand.Make(input, TimeProvider.System) },
        };
        return InvokeAsync(root.Parse(args), output, error, cancellationToken);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken).ConfigureAwait(false);

        // A line that could not be read says nothing about a file, so it must not look as if it had.
        return parsed.Errors.Count > 0 ? ExitCodes.Unusable : exitCode;
    }
}
