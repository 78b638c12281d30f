using BenchmarkDotNet.Running;
using CatalystAuth.Benchmarks.ForwardAuth;

// "bare": the server that benchmarks/forward-auth compares with. Anything else: benchmarks of functions.
if (args is ["bare", { } url, { } headersFile])
{
    await BareEndpoint.RunAsync(url, headersFile);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(BareEndpoint).Assembly).Run(args);
