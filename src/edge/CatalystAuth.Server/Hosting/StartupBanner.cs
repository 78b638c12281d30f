using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Setup;
using CatalystAuth.ForwardAuth;
using CatalystAuth.Server.Configuration;

namespace CatalystAuth.Server.Hosting;

/// <summary>Says at the console what to do next. Written to standard output, past the log, so that no log keeps the setup link.</summary>
internal sealed class StartupBanner(ServerSettings settings, ForwardAuthListener forwardAuth, ILocalMailbox? mailbox = null)
{
    /// <summary>The one-time token; null when there is an admin already.</summary>
    public string? SetupToken { get; set; }

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("  Catalyst-Auth is ready.");
        output.WriteLine();
        output.WriteLine($"  Portal        {settings.PublicUrl}/");
        output.WriteLine($"  API reference {settings.PublicUrl}/reference");
        output.WriteLine($"  Forward-auth  {string.Join(' ', forwardAuth.Addresses)}");
        if (mailbox is not null)
        {
            output.WriteLine($"  Mailbox       {settings.PublicUrl}/mailbox");
        }

        output.WriteLine($"  Data          {settings.DataDirectory}");
        output.WriteLine();
        if (SetupToken is not null)
        {
            output.WriteLine($"  Next: create the first admin. The link works once, for {PrepareSetup.Lifetime.TotalMinutes:0} minutes:");
            output.WriteLine();
            output.WriteLine($"    {settings.PublicUrl}/setup#token={SetupToken}");
            output.WriteLine();
            SetupToken = null;
        }

        output.Flush();
    }
}
