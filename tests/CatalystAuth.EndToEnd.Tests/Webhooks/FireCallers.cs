using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>
/// Callers who change things on both nodes in turn and repeat each call until it is answered. Each has a thing of its own, so the order of
/// its changes is known; each change gives a new name, so a repeated one that had happened already changes nothing.
/// </summary>
internal sealed class FireCallers(FireTown town, FireScale scale) : IDisposable
{
    private const string Refused = "refused";
    private const int RefusedEvery = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", town.Operator.CurrentTokens!.AccessToken) },
    };

    private int _made;
    private volatile int _limit;

    /// <summary>What no event may be called.</summary>
    public static string NeverHappened => Refused;

    /// <summary>How many changes are confirmed.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>How many changes they may make for now.</summary>
    public int Limit
    {
        get => _limit;
        set => _limit = value;
    }

    /// <summary>The names that were confirmed, of each thing in their order.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Changed { get; } = [];

    /// <summary>The names of groups that were confirmed.</summary>
    public ConcurrentQueue<string> Added { get; } = [];

    /// <summary>How often an answer was something else than it should be, or there was none, by what it was.</summary>
    public ConcurrentDictionary<string, int> Troubles { get; } = [];

    /// <summary>Makes all changes, or none any more when one of them can't be made.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        town.Orgs.SelectMany((org, i) => new[]
        {
            (Seed: i, Path: $"/v1/orgs/{org}", Subject: org.ToString(), Groups: $"/v1/orgs/{org}/groups"),
            (Seed: i, Path: $"/v1/orgs/{org}/groups/{town.Groups[i]}", Subject: town.Groups[i].ToString(), Groups: $"/v1/orgs/{org}/groups"),
        }),
        new ParallelOptions { MaxDegreeOfParallelism = FireScale.Orgs * FireScale.CallersPerOrg, CancellationToken = cancellationToken },
        async (caller, ct) => await ChangeAsync(caller.Seed, caller.Path, caller.Subject, caller.Groups, ct));

    public void Dispose() => _http.Dispose();

    private async Task ChangeAsync(int seed, string path, string subject, string groups, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        for (var turn = 1; turn <= scale.ChangesPerCaller; turn++)
        {
            while (Made >= Limit)
            {
                await Task.Delay(Pause, cancellationToken);
            }

            var name = $"{subject[..3]} {turn.ToString(CultureInfo.InvariantCulture)}";
            if (turn % RefusedEvery == 0)
            {
                await BeRefusedAsync(path, groups, seed + turn, cancellationToken);

                // Made anew by each call, but for the key.
                await InsistAsync(
                    HttpStatusCode.Created, seed + turn,
                    () => Post(groups, new { name = $"{subject} {name}" }, $"{subject}-{turn.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);
                Added.Enqueue($"{subject} {name}");
            }
            else
            {
                await InsistAsync(HttpStatusCode.OK, seed + turn, () => Patch(path, new { name }), cancellationToken);
                names.Add(name);
            }

            Interlocked.Increment(ref _made);
        }

        Changed[subject] = names;
    }

    private async Task BeRefusedAsync(string path, string groups, int turn, CancellationToken cancellationToken)
    {
        await InsistAsync(HttpStatusCode.PreconditionFailed, turn, () => Patch(path, new { name = Refused }, ifMatch: "\"999999\""), cancellationToken);
        await InsistAsync(HttpStatusCode.BadRequest, turn, () => Patch(path, new { name = Refused, owner = "me" }), cancellationToken);
        await InsistAsync(HttpStatusCode.Conflict, turn, () => Post(groups, new { name = Refused, slug = "first" }, key: null), cancellationToken);
    }

    private async Task InsistAsync(HttpStatusCode wanted, int turn, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            string trouble;
            try
            {
                using var request = make();
                request.RequestUri = new Uri(town.Nodes[(turn + attempt) % town.Nodes.Count].Url, request.RequestUri!);
                using var answer = await _http.SendAsync(request, cancellationToken);
                if (answer.StatusCode == wanted)
                {
                    return;
                }

                trouble = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
                if (trouble.Contains(RequestErrorCodes.IdempotencyAnswerLost, StringComparison.Ordinal))
                {
                    // The node was killed between the commit and the answer: it was made, once.
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                trouble = e is HttpRequestException failed ? failed.HttpRequestError.ToString() : "no answer in time";
            }

            Troubles.AddOrUpdate(trouble[..Math.Min(trouble.Length, 3)] is var code && char.IsDigit(code[0]) ? code : trouble, 1, (_, count) => count + 1);
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, $"Wanted {wanted}; last: {trouble}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static HttpRequestMessage Patch(string path, object body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return request;
    }

    private static HttpRequestMessage Post(string path, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }
}
