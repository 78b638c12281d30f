using System.Globalization;
using BenchmarkDotNet.Running;
using CatalystAuth.Benchmarks.Flows;
using CatalystAuth.Benchmarks.ForwardAuth;

// "bare": the server that benchmarks/forward-auth compares with; "credentials": what it asks with; "answers": for benchmarks/answers. Anything else: benchmarks of functions.
if (args is ["bare" or "bare-with-metrics", { } url, { } headersFile])
{
    await BareEndpoint.RunAsync(url, headersFile, isMeasured: args[0] != "bare");
    return;
}

if (args is ["credentials", { } api, { } forwardAuth, { } directory, { } tokens])
{
    await Credentials.WriteAsync(api, forwardAuth, directory, tokens);
    return;
}

if (args is ["answers", { } samples])
{
    await EqualAnswers.RunAsync(int.Parse(samples, CultureInfo.InvariantCulture));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(BareEndpoint).Assembly).Run(args);
