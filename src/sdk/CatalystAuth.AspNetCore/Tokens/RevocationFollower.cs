using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Revocations;
using CatalystAuth.Tokens.Revocations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>
/// Follows the issuer's revocations: as a stream, and by polling where no stream gets through, as behind a proxy that keeps answers back. A
/// stream on which nothing comes is given up.
/// </summary>
internal sealed partial class RevocationFollower : BackgroundService
{
    public const string AgeGauge = "catalyst.revocations.age";

    private const string Path = "/v1/revocations";

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // For so long it is polled before a stream is tried again.
    private static readonly TimeSpan StreamAgain = TimeSpan.FromMinutes(1);

    private readonly RevocationSet _revocations;
    private readonly IssuerKeys _keys;
    private readonly IHttpClientFactory _clients;
    private readonly CatalystTokenOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RevocationFollower> _logger;
    private bool _isBehindGap;

    public RevocationFollower(
        RevocationSet revocations, IssuerKeys keys, IHttpClientFactory clients, IOptions<CatalystTokenOptions> options, IMeterFactory meters,
        TimeProvider time, ILogger<RevocationFollower> logger)
    {
        (_revocations, _keys, _clients, _options, _time, _logger) = (revocations, keys, clients, options.Value, time, logger);
        meters.Create("CatalystAuth").CreateObservableGauge(
            AgeGauge, Ages, "s", "How long ago this application knew all revocations; above its bound it believes no token.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = LeastPause;
        while (true)
        {
            var before = _revocations.AsOf;
            await TryAsync(StreamAsync, stoppingToken);
            if (_revocations.AsOf == before)
            {
                // What can't be streamed may get through as answers that end.
                await TryAsync(PollAsync, stoppingToken);
            }

            pause = _revocations.AsOf > before ? LeastPause : Longer(pause);
            await Task.Delay(pause, _time, stoppingToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async Task TryAsync(Func<CancellationToken, Task> follow, CancellationToken stoppingToken)
    {
        try
        {
            await follow(stoppingToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or OperationCanceledException or System.Text.Json.JsonException
            && !stoppingToken.IsCancellationRequested)
        {
            LogLost(e.Message, _options.Server);
        }
    }

    private async Task StreamAsync(CancellationToken stoppingToken)
    {
        using var client = _clients.CreateClient(IssuerKeys.ClientName);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_options.Server, $"{Path}/stream{Cursor()}"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stoppingToken).WaitAsync(_options.RevocationBound, _time, stoppingToken);
        response.EnsureSuccessStatusCode();
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(silence.Token));
        var items = parser.EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        await using (items)
        {
            while (true)
            {
                var next = items.MoveNextAsync().AsTask();
                try
                {
                    if (!await next.WaitAsync(_options.RevocationBound, _time, stoppingToken))
                    {
                        return;
                    }
                }
                catch (TimeoutException)
                {
                    // The read has to end before what it reads is disposed.
                    await silence.CancelAsync();
                    await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw;
                }

                if (!await ApplyAsync(items.Current.Data, stoppingToken))
                {
                    return;
                }
            }
        }
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        using var client = _clients.CreateClient(IssuerKeys.ClientName);
        for (var start = _time.GetTimestamp(); _time.GetElapsedTime(start) < StreamAgain;)
        {
            var page = await client.GetFromJsonAsync<RevocationPage>(new Uri(_options.Server, Path + Cursor()), CatalystJson.Tolerant, stoppingToken);
            foreach (var message in page!.Messages)
            {
                if (!await ApplyAsync(message, stoppingToken))
                {
                    return;
                }
            }
        }
    }

    private string Cursor() => _revocations.AsOf == 0 || _isBehindGap ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"?after={_revocations.AsOf}");

    // False when everything has to be asked for again.
    private async ValueTask<bool> ApplyAsync(string jws, CancellationToken cancellationToken)
    {
        var keys = await _keys.FindAsync(CatalystAuth.Tokens.Tokens.TokenVerifier.KeyIdOf(jws), cancellationToken);
        if (keys is null || RevocationReader.Read(keys, jws, _options.Issuer, out _) is not { } message)
        {
            LogForged(_options.Server);
            return false;
        }

        _isBehindGap = !_revocations.Apply(message);
        return !_isBehindGap;
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        var age = _revocations.Age(_time.GetUtcNow());
        return age == Timeout.InfiniteTimeSpan ? [] : [new(age.TotalSeconds)];
    }

    [LoggerMessage(LogLevel.Warning, "Revocations of {Issuer} don't come now: {Reason} They are asked for again.")]
    private partial void LogLost(string reason, Uri issuer);

    [LoggerMessage(LogLevel.Warning, "A message of revocations is not signed by {Issuer}, and is not believed.")]
    private partial void LogForged(Uri issuer);
}
