using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Devices;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Exports;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Devices;
using CatalystAuth.Core.Factors;
using CatalystAuth.Core.Keys;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Users;

/// <summary>
/// Takes out what is known of the caller, as one JSON document that is made while it is read. Nothing in it opens anything: factors and keys are
/// without their secrets. Of audit records about other things it says what the caller did and to what, as how is theirs whom it concerns.
/// </summary>
internal sealed class ExportAccount(
    CallContext call, IUserStore users, MyEmails emails, MySessions sessions, UserFactors factors, MyDevices devices, IKeyStore keys, IAuditStore records,
    PersonalVault vault, IRateLimiter limiter, FreshSession fresh, AccountNotices notices, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How many records of each kind there are at most, the newest.</summary>
    public const int MostRecords = 10_000;

    // It reads much, and each is a mail.
    private static readonly RateLimit PerUser = new(10, TimeSpan.FromHours(1));

    /// <param name="me">The account, as the caller may see it.</param>
    /// <param name="cancellationToken">Stops it, also while it is read.</param>
    public async Task<Result<AccountExport>> RunAsync(Me me, CancellationToken cancellationToken)
    {
        if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
        {
            return refusal;
        }

        if (await fresh.RefuseAsync(FreshSession.Lately, cancellationToken).ConfigureAwait(false) is { } unproven)
        {
            return unproven;
        }

        if (await limiter.TakeAsync($"export:{caller.UserId}", PerUser, 1, cancellationToken).ConfigureAwait(false) is { IsAllowed: false } taken)
        {
            return RateLimitRefusals.TooMany(taken.RetryAfter);
        }

        if (!(await emails.ListAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var addresses, out refusal)
            || !(await sessions.ListAsync(cancellationToken).ConfigureAwait(false)).TryGet(out var live, out refusal)
            || !(await devices.ListAsync(cancellationToken, int.MaxValue).ConfigureAwait(false)).TryGet(out var known, out refusal))
        {
            return refusal;
        }

        var told = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is not { } user)
                {
                    return Refusals.Unauthenticated;
                }

                journal.Write(org: null, $"{user.Id}", new UserDataExported(call.IpAddress, UserAgents.Parse(call.UserAgent)));
                notices.DataExported(user);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return told.TryGet(out _, out refusal)
            ? new AccountExport(
                new ChunkStream(WriteAsync(me, addresses, live, known, cancellationToken)), $"account-{time.Now().UtcDateTime:yyyy-MM-dd}.json")
            : refusal;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        Me me, IReadOnlyList<UserEmail> addresses, IReadOnlyList<Session> live, IReadOnlyList<Device> known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.Now();
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new Utf8JsonWriter(buffer, new() { Indented = true });
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteString("exportedAt", now);
            writer.WritePropertyName("account");
            Write(writer, me);
            Write(writer, "emails", addresses);
            writer.WritePropertyName("factors");
            Write(writer, (await factors.OfAsync(me.Id, cancellationToken).ConfigureAwait(false)).ToContract());
            Write(writer, "sessions", live);
            Write(writer, "devices", known);

            // Their labels are the organisation's to show.
            var own = await keys.ListOfUserAsync(me.Id, org: null, cancellationToken).ConfigureAwait(false);
            Write<ApiKey>(writer, "keys", [.. own.Select(key => key.ToContract(now) with { Labels = [], ExpiringLabels = null })]);

            await foreach (var chunk in WriteRecordsAsync(
                writer, buffer, "records", new(Actor: null, [], $"{me.Id}", From: null, To: null), entry => About(me.Id, entry), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return chunk;
            }

            await foreach (var chunk in WriteRecordsAsync(
                writer, buffer, "actions", new($"{me.Id}", [], Target: null, From: null, To: null), entry => entry with { Data = [] }, cancellationToken)
                .ConfigureAwait(false))
            {
                yield return chunk;
            }

            writer.WriteEndObject();
            yield return Take(writer, buffer);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteRecordsAsync(
        Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, string name, AuditFilter filter, Func<AuditEntry, AuditEntry> show,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        writer.WriteStartArray(name);
        string? cursor = null;
        for (var left = MostRecords; left > 0; left -= PageRequest.MaxLimit)
        {
            var page = await records.SearchAsync(org: null, filter, new(Math.Min(left, PageRequest.MaxLimit), cursor), cancellationToken).ConfigureAwait(false);
            if (!page.TryGet(out var found, out var refusal))
            {
                throw new InfraException($"The audit records can't be read: {refusal.Code}.");
            }

            var personal = await vault.OpenAsync(found.Items, cancellationToken).ConfigureAwait(false);
            foreach (var record in found.Items)
            {
                Write(writer, show(PersonalRestore.Entry(record, [.. personal[record.Id]])));
            }

            yield return Take(writer, buffer);
            cursor = found.NextCursor;
            if (cursor is null)
            {
                break;
            }
        }

        writer.WriteEndArray();
    }

    // What an organisation notes of its members is its own, and where an admin was is theirs.
    private static AuditEntry About(UserId user, AuditEntry entry)
    {
        var shown = entry.Org is null ? entry : entry with { Data = [] };
        return entry.Actor == $"{user}" ? shown : shown with { IpAddress = null, UserAgent = null, TraceId = null };
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            Write(writer, value);
        }

        writer.WriteEndArray();
    }

    private static void Write<T>(Utf8JsonWriter writer, T value) =>
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)CatalystJson.Strict.GetTypeInfo(typeof(T)));

    private static byte[] Take(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer)
    {
        writer.Flush();
        var chunk = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        return chunk;
    }
}
