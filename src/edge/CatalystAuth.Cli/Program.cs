using CatalystAuth.Cli;

return await CatalystCommand.RunAsync(args, Console.OpenStandardInput(), Console.Out, Console.Error).ConfigureAwait(false);
