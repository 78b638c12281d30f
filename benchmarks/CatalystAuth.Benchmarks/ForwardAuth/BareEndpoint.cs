using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CatalystAuth.Benchmarks.ForwardAuth;

/// <summary>
/// What forward-auth is measured against: the same host with the same limits that answers the same headers to every request and
/// thinks about nothing.
/// </summary>
internal static class BareEndpoint
{
    // Tells how much it has allocated so far.
    private const string Allocated = "/allocated";

    /// <param name="url">Where it listens.</param>
    /// <param name="headersFile">A recorded answer, one <c>Name: value</c> a line.</param>
    /// <param name="isMeasured">Whether somebody listens to the framework's metrics, which then costs what it costs.</param>
    public static async Task RunAsync(string url, string headersFile, bool isMeasured)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        if (isMeasured)
        {
            listener.Start();
        }

        var headers = (await File.ReadAllLinesAsync(headersFile)).Select(Read).OfType<KeyValuePair<string, StringValues>>().ToArray();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.Limits.MaxRequestBodySize = 0;
        });

        var app = builder.Build();
        app.Urls.Add(url);
        app.Run(context =>
        {
            var response = context.Response;
            if (context.Request.Path == Allocated)
            {
                return response.WriteAsync(GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture));
            }

            response.StatusCode = StatusCodes.Status200OK;
            response.ContentLength = 0;
            foreach (var (name, value) in headers)
            {
                response.Headers[name] = value;
            }

            return Task.CompletedTask;
        });
        await app.RunAsync();
    }

    // The status line has no colon before a space, and Kestrel writes these two itself.
    private static KeyValuePair<string, StringValues>? Read(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 || line[..colon] is "Date" or "Content-Length" ? null : new(line[..colon], line[(colon + 2)..].Trim());
    }
}
