using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace CatalystAuth.Client.Tests;

/// <summary>Answers by route and keeps what was sent.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly ConcurrentQueue<Sent> _sent = new();
    private readonly Dictionary<string, Func<Sent, Task<HttpResponseMessage>>> _answers = [];

    public IReadOnlyList<Sent> Sent => [.. _sent];

    public Sent Only => Sent.ShouldHaveSingleItem();

    public IReadOnlyList<Sent> To(string route) => [.. _sent.Where(sent => sent.Route == route)];

    public FakeServer Answer(string route, HttpStatusCode status, string json) => Answer(route, _ => Json(status, json));

    public FakeServer Answer(string route, Func<Sent, HttpResponseMessage> answer) =>
        AnswerLater(route, sent => Task.FromResult(answer(sent)));

    public FakeServer AnswerLater(string route, Func<Sent, Task<HttpResponseMessage>> answer)
    {
        _answers[route] = answer;
        return this;
    }

    public static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = await Tests.Sent.OfAsync(request, cancellationToken);
        _sent.Enqueue(sent);
        return _answers.TryGetValue(sent.Route, out var answer)
            ? await answer(sent)
            : Json(HttpStatusCode.NotFound, """{"code":"request.no_route","title":"No such route"}""");
    }
}
