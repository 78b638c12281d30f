using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CatalystAuth.Testing;

/// <summary>A program that runs beside the tests, and never longer than they do.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    /// <summary>What it wrote so far, standard output and error together.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The same as one text.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts one.</summary>
    public static async Task<ChildProcess> StartAsync(ProgramStart start)
    {
        var process = await LastingThread.RunAsync(() => Process.Start(start.ToStartInfo())!);
        return new ChildProcess(process);
    }

    /// <summary>Runs one to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static async Task<string> RunAsync(ProgramStart start)
    {
        await using var child = await StartAsync(start);
        var code = await child.WaitForExitAsync();
        return code == 0 ? child.Output : throw child.Failure($"ended with {code.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Waits for its end, and gives the exit code; all its output has been read by then.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? deadline = null)
    {
        using var stop = new CancellationTokenSource(deadline ?? DefaultDeadline);
        try
        {
            await _process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failure("did not end in time");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message has its output.</exception>
    public async Task WaitUntilAsync(Func<Task<bool>> isReady, TimeSpan? deadline = null)
    {
        try
        {
            await Eventually.BeAsync(async () => HasExited || await isReady(), deadline ?? DefaultDeadline);
        }
        catch (TimeoutException)
        {
            throw Failure("was not ready in time");
        }

        if (HasExited)
        {
            await WaitForExitAsync();
            throw Failure($"ended with {ExitCode.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Waits for a line of its output.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> isIt, TimeSpan? deadline = null)
    {
        await WaitUntilAsync(() => Task.FromResult(_lines.Any(isIt)), deadline);
        return _lines.First(isIt);
    }

    /// <summary>Kills it and all that it started, at once and without a chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal, e.g. <c>INT</c>.</summary>
    public Task SignalAsync(string signal) =>
        RunAsync(new("/bin/kill", "-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    private InvalidOperationException Failure(string what) => new($"{_process.StartInfo.ArgumentList.Last()}: {what}.\n{Output}");
}
