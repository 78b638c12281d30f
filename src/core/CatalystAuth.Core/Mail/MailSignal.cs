using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Mail;

/// <summary>Wakes this node's sending after each commit that put mails in line. Another node's finds them when this one does not live to.</summary>
public sealed class MailSignal
{
    private readonly EventSignal _signal = new();

    /// <summary>Ends at the next signal.</summary>
    public Task Next => _signal.Next;

    /// <summary>Wakes who waits.</summary>
    public void Signal() => _signal.Signal();
}
