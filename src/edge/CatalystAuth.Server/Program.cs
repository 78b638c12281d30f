using CatalystAuth.Contracts.Results;
using CatalystAuth.Server;
using CatalystAuth.Server.Configuration;

try
{
    await CatalystServer.Build(args).RunAsync();
    return 0;
}
catch (Exception e) when (e is SettingException or InfraException or IOException)
{
    // The operator's to mend, so the sentence rather than the stack.
    await Console.Error.WriteLineAsync($"Catalyst-Auth can't start: {e.Message}");
    return 1;
}
