using System.Collections.Concurrent;
using System.Globalization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests.ForwardAuthLoad;

/// <summary>Asks forward-auth of all nodes over many connections about all credentials in turn, and judges each answer.</summary>
internal sealed class Clients : IAsyncDisposable
{
    private const int Connections = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Prime, so that the clients come by every credential however many there are, and not in their order.
    private const long Stride = 7919;

    private readonly Town _town;
    private readonly Policies _policies;
    private readonly Uri[] _nodes;
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = Connections,
    });

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly Task[] _asking;
    private long _next;
    private long _answered;

    public Clients(Town town, Policies policies, params Uri[] nodes)
    {
        (_town, _policies, _nodes) = (town, policies, nodes);
        _asking = [.. Enumerable.Range(0, Connections).Select(_ => Task.Run(AskOnAsync))];
    }

    /// <summary>How many answers came.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>The answers that were not right, the first hundred.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Waits until every credential was asked about once more, at every node.</summary>
    public Task GoRoundAsync()
    {
        var goal = Interlocked.Read(ref _next) + (_town.Credentials.Count * _nodes.Length);
        return Eventually.BeAsync(() => Task.FromResult(Answered >= goal || _asking.Any(task => task.IsCompleted)), Patience);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_asking);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task AskOnAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var turn = Interlocked.Increment(ref _next);
            var round = turn / _town.Credentials.Count;
            var credential = _town.Credentials[(int)(turn * Stride % _town.Credentials.Count)];
            var path = Policies.Paths[(int)((turn + round) % Policies.Paths.Count)];
            if (await AskAsync(_nodes[round % _nodes.Length], credential, path, navigates: turn % 8 == 0) is { } wrong && _wrong.Count < 100)
            {
                _wrong.Enqueue(wrong);
            }

            Interlocked.Increment(ref _answered);
        }
    }

    // What was wrong with the answer; null when nothing was.
    private async Task<string?> AskAsync(Uri node, Credential credential, string path, bool navigates)
    {
        var flavour = credential.Kind == CredentialKind.DecisionCookie ? ProxyNames.Traefik : ProxyNames.Caddy;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, $"/fa/{flavour}/{_town.App}"));
        var headers = request.Headers;
        headers.Add("X-Forwarded-Method", "GET");
        headers.Add("X-Forwarded-Proto", "http");
        headers.Add("X-Forwarded-Host", Town.Host);
        headers.Add("X-Forwarded-Uri", path);
        headers.Add("Sec-Fetch-Mode", navigates ? "navigate" : "cors");
        var asked = TimeProvider.System.GetTimestamp();
        var decision = credential.DecisionAt(asked);
        if (credential.Kind is CredentialKind.Bearer or CredentialKind.Rubbish)
        {
            headers.TryAddWithoutValidation("Authorization", $"Bearer {credential.Text}");
        }
        else if (credential.Kind != CredentialKind.Nobody)
        {
            headers.Add("Cookie", $"theme=dark; {Cookies.App}={credential.Text}" + (decision is null ? string.Empty : $"; {Cookies.Decision}={decision.Text}"));
        }

        using var response = await _http.SendAsync(request, CancellationToken.None);
        var answered = TimeProvider.System.GetTimestamp();
        var answer = new ForwardAuthAnswer(credential, decision, path, navigates, asked, answered, response);
        if (Cookies.Read(response, asked, answered) is { } set)
        {
            credential.Keep(set.Decision);
        }

        return answer.Judge(_policies, _town.Org) is { } wrong
            ? string.Create(CultureInfo.InvariantCulture, $"{credential.Kind} of {credential.Owner.Id} at {path}, decision cookie: {decision is not null}: {(int)response.StatusCode}, {wrong}")
            : null;
    }
}
