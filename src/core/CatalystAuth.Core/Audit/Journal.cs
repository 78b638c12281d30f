using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit.Personal;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Audit;

/// <summary>
/// Writes what a use case did, as an audit record and as an event, into the transaction of the change: they exist if and only if
/// the change does.
/// </summary>
public sealed class Journal(
    CallContext call, IJournalStore store, EventIds eventIds, EventSignal signal, IEventBus bus, IUnitOfWork unitOfWork, PersonalVault vault,
    AuditRedaction redaction, TimeProvider time)
{
    /// <summary>The longest <c>User-Agent</c> that is kept.</summary>
    public const int MaxUserAgentLength = 400;

    /// <summary>Writes one record and one event.</summary>
    /// <param name="org">The organisation; null for what concerns none.</param>
    /// <param name="target">The id of what it was done to.</param>
    /// <param name="data">What happened; no secrets.</param>
    /// <param name="actor">Who, when it is not the caller: a sign-up is done by the user that it makes.</param>
    /// <typeparam name="T">The type of event, one of <see cref="EventCatalogue"/>.</typeparam>
    public void Write<T>(OrgId? org, string target, T data, string? actor = null)
        where T : IEventData
    {
        var now = time.Now();
        var json = EventJson.Write(data);
        var by = actor ?? call.AnswerableActor;
        var onBehalfOf = actor is null ? call.OnBehalfOf : null;
        var id = TypeId.New<AuditId>(now);
        var userAgent = call.UserAgent is { Length: > MaxUserAgentLength } agent ? agent[..MaxUserAgentLength] : call.UserAgent;
        var split = PersonalSplit.Of(T.Type, org, target, by, json, call.IpAddress, userAgent, redaction);
        store.Append(
            new AuditRecord
            {
                Id = id,
                OrgId = org,
                Action = T.Type,
                Actor = by,
                OnBehalfOf = onBehalfOf,
                Target = target,
                Data = split.Data,
                At = now,
                IpAddress = split.IpAddress,
                UserAgent = split.UserAgent,
                TraceId = call.TraceId,
            },
            EventOf<T>(org, target, json, by, onBehalfOf, now));
        vault.Keep(id, split.Values);
        Announce();
    }

    /// <summary>Writes an event alone, of what has a record of its own.</summary>
    /// <param name="org">The organisation.</param>
    /// <param name="subject">The id of what it is about.</param>
    /// <param name="data">What happened; no secrets.</param>
    /// <typeparam name="T">The type of event, one of <see cref="EventCatalogue"/>.</typeparam>
    public void Tell<T>(OrgId org, string subject, T data)
        where T : IEventData
    {
        store.Append(EventOf<T>(org, subject, EventJson.Write(data), call.AnswerableActor, call.OnBehalfOf, time.Now()));
        Announce();
    }

    private OutboxEvent EventOf<T>(OrgId? org, string subject, string json, string actor, string? onBehalfOf, DateTimeOffset now)
        where T : IEventData => new()
        {
            Id = eventIds.Next(now),
            OrgId = org,
            Type = T.Type,
            Version = T.Version,
            Subject = subject,
            Actor = actor,
            OnBehalfOf = onBehalfOf,
            Data = json,
            At = now,
        };

    private void Announce()
    {
        // The same actions each time, so they run once however much a transaction writes.
        unitOfWork.AfterCommit(signal.Signal);
        unitOfWork.AfterCommit(bus.Publish);
    }
}

/// <summary>Where audit records and events are kept.</summary>
public interface IJournalStore
{
    /// <summary>Adds both to the current transaction.</summary>
    void Append(AuditRecord record, OutboxEvent outboxEvent);

    /// <summary>Adds an event alone.</summary>
    void Append(OutboxEvent outboxEvent);
}
