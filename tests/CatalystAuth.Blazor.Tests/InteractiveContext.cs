using Bunit;
using CatalystAuth.Contracts.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Blazor.Tests;

/// <summary>A page where events reach components, and an API that answers what a test says, in its order.</summary>
public abstract class InteractiveContext : BunitContext
{
    private readonly Queue<Func<object?[], object>> _answers = new();

    protected InteractiveContext()
    {
        Services.AddSingleton(FakeCatalyst.Answering((method, arguments) =>
        {
            Calls.Add((method, arguments));
            return _answers.Dequeue()(arguments);
        }));
        Renderer.SetRendererInfo(new RendererInfo("Server", true));
    }

    protected static DateTimeOffset Now { get; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    protected List<(string Method, object?[] Arguments)> Calls { get; } = [];

    /// <summary>What the next call is answered with.</summary>
    protected void Answer<T>(T value) => _answers.Enqueue(_ => Task.FromResult<Result<T>>(value));

    /// <summary>What the next call is answered with.</summary>
    protected void Answer(Result answer) => _answers.Enqueue(_ => Task.FromResult(answer));

    /// <summary>What the next call is answered with, by what it asks.</summary>
    protected void AnswerBy<T>(Func<object?[], T> answer) => _answers.Enqueue(arguments => Task.FromResult<Result<T>>(answer(arguments)));

    /// <summary>Why the next call is refused.</summary>
    protected void Refuse<T>(Error refusal) => _answers.Enqueue(_ => Task.FromResult<Result<T>>(refusal));
}
