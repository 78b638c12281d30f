using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>Holds an answer between the flow that it found and what it makes of it, so that another one comes first.</summary>
internal sealed class HeldFlows : DbCommandInterceptor
{
    private Hold? _next;

    /// <summary>Has a server's answers go through here.</summary>
    public void AddTo<TContext>(IServiceCollection services)
        where TContext : DbContext => services.ConfigureDbContext<TContext>(options => options.AddInterceptors(this));

    /// <summary>Holds the next one.</summary>
    public Hold HoldNext() => _next = new();

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (command.CommandText.Replace("\"", string.Empty, StringComparison.Ordinal).Contains("FROM flows", StringComparison.Ordinal)
            && Interlocked.Exchange(ref _next, null) is { } hold)
        {
            await hold.WaitAsync();
        }

        return result;
    }

    internal sealed class Hold
    {
        private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when it has found the flow.</summary>
        public Task IsHeld => _isHeld.Task.WaitAsync(TimeSpan.FromMinutes(1));

        public void Release() => _goesOn.SetResult();

        public Task WaitAsync()
        {
            _isHeld.SetResult();
            return _goesOn.Task;
        }
    }
}
