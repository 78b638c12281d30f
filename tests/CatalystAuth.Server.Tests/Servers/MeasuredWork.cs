using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>
/// What a server does before it answers a call, as who measures the time of answers could tell: the passwords that it hashes and the commands that it
/// sends to its database.
/// </summary>
internal sealed partial class MeasuredWork : DbCommandInterceptor, IStartupFilter
{
    public const string Hash = "(a password is hashed)";

    private const string Header = "Test-Call";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _calls = new(StringComparer.Ordinal);
    private readonly AsyncLocal<ConcurrentQueue<string>?> _current = new();

    /// <summary>Has a server measured.</summary>
    public void AddTo<TContext>(IServiceCollection services)
        where TContext : DbContext
    {
        services.AddSingleton<IStartupFilter>(this);
        services.ConfigureDbContext<TContext>(options => options.AddInterceptors(this));
        services.AddScoped<IPasswordHasher<IdentityUser<Guid>>>(
            provider => new Hasher(ActivatorUtilities.CreateInstance<PasswordHasher<IdentityUser<Guid>>>(provider), this));
    }

    /// <summary>Begins a flow, and gives the answer and what was done for it.</summary>
    public async Task<(Answer Answer, IReadOnlyList<string> Done)> StartAsync(TestServer server, object body)
    {
        var (call, http) = (Guid.CreateVersion7().ToString(), server.NewHttpClient());
        http.DefaultRequestHeaders.Add(Header, call);
        var answer = await new Caller(http, null).PostAsync("/v1/auth/flows", body);
        return (answer, [.. _calls[call]]);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            if (context.Request.Headers[Header] is [{ } call])
            {
                _current.Value = _calls[call] = new();

                // Nobody waits for what comes behind the answer.
                context.Response.OnStarting(() =>
                {
                    _calls[call] = new([.. _calls[call]]);
                    return Task.CompletedTask;
                });
            }

            await rest(context);
        });
        next(app);
    };

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        NoteCommand(command.CommandText);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        NoteCommand(command.CommandText);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        NoteCommand(command.CommandText);
        return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
    }

    /// <summary>Puts a mail in line.</summary>
    public static bool IsMail(string done) => done == "INSERT queued_mails";

    // What each statement does, and to which tables. Whether a counter is new or goes up is a write of one row either way.
    private void NoteCommand(string text)
    {
        foreach (var statement in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var verb = statement.Split((char[]?)null, 2)[0].ToUpperInvariant();
            var tables = string.Join(' ', Tables().Matches(statement).Select(match => match.Groups[1].Value));
            Note(tables == "attempt_counters" && (verb is "INSERT" or "UPDATE") ? $"WRITE {tables}" : $"{verb} {tables}");
        }
    }

    private void Note(string what) => _current.Value?.Enqueue(what);

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+""?(\w+)")]
    private static partial Regex Tables();

    private sealed class Hasher(PasswordHasher<IdentityUser<Guid>> inner, MeasuredWork work) : IPasswordHasher<IdentityUser<Guid>>
    {
        public string HashPassword(IdentityUser<Guid> user, string password)
        {
            work.Note(Hash);
            return inner.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(IdentityUser<Guid> user, string hashedPassword, string providedPassword)
        {
            work.Note(Hash);
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
