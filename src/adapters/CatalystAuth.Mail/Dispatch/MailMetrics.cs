using System.Diagnostics.Metrics;
using CatalystAuth.Core.Mail;

namespace CatalystAuth.Mail.Dispatch;

/// <summary>What an operator watches: what became of mails, how many wait, and for how long the oldest has.</summary>
internal sealed class MailMetrics : IDisposable
{
    /// <summary>The server took it.</summary>
    public const string Sent = "sent";

    /// <summary>The server will take it later.</summary>
    public const string Deferred = "deferred";

    /// <summary>The server will never take it; dropped.</summary>
    public const string Refused = "refused";

    /// <summary>No server could be asked.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It was of no use any more; dropped.</summary>
    public const string Expired = "expired";

    /// <summary>This node can't read it.</summary>
    public const string Unreadable = "unreadable";

    private readonly Meter _meter;
    private readonly Counter<long> _mails;
    private MailBacklog _backlog = new(0, TimeSpan.Zero);

    public MailMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("CatalystAuth");
        _mails = _meter.CreateCounter<long>("catalyst.mail.attempts", "{attempt}", "Attempts to send a mail, by outcome and kind.");
        _meter.CreateObservableGauge("catalyst.mail.depth", () => _backlog.Count, "{mail}", "Mails that wait, at most 10 000.");
        _meter.CreateObservableGauge("catalyst.mail.oldest", () => _backlog.Oldest.TotalSeconds, "s", "For how long the oldest of them has waited.");
    }

    public void Count(string kind, string outcome) =>
        _mails.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("kind", kind));

    public void Observe(MailBacklog backlog) => _backlog = backlog;

    public void Dispose() => _meter.Dispose();
}
