using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Mail.Dispatch;

/// <summary>Sends some mails, which this node has the lease of, one after another.</summary>
internal sealed partial class MailBatch(IServiceScopeFactory scopes, MailMetrics metrics, ILogger<MailBatch> logger)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>Sends them; false when mails can't be sent now, whatever they are. Then those left are given back.</summary>
    public async Task<bool> RunAsync(string owner, IReadOnlyList<LeasedMail> mails, CancellationToken cancellationToken)
    {
        // What is on the way when the node stops has a moment to arrive.
        using var abort = new CancellationTokenSource();
        var stop = cancellationToken.Register(() => abort.CancelAfter(LastWords));
        await using (stop.ConfigureAwait(false))
        {
            return await SendAllAsync(owner, mails, abort.Token, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> SendAllAsync(
        string owner, IReadOnlyList<LeasedMail> mails, CancellationToken abort, CancellationToken cancellationToken)
    {
        // The scope of the sender ends with the batch, and its connection with it.
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var sender = scope.ServiceProvider.GetRequiredService<IMailSender>();
            for (var i = 0; i < mails.Count; i++)
            {
                var (outcome, isAway) = await SendAsync(sender, mails[i], abort).ConfigureAwait(false);
                var rest = mails.Skip(i + 1).Select(mail => mail.Id).ToList();

                // Not to be cancelled: it is sent, and who comes next must not send it again.
                await RecordAsync(owner, mails[i], outcome, rest, !isAway && !cancellationToken.IsCancellationRequested).ConfigureAwait(false);
                if (isAway)
                {
                    return false;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return true;
    }

    private async Task<(MailOutcome? Outcome, bool IsAway)> SendAsync(IMailSender sender, LeasedMail leased, CancellationToken cancellationToken)
    {
        if (leased.Kind == MailKinds.Nobody)
        {
            return (null, false);
        }

        if (leased.IsExpired)
        {
            metrics.Count(leased.Kind, MailMetrics.Expired);
            LogExpired(leased.Id, leased.Kind, leased.Tries);
            return (null, false);
        }

        if (leased.Mail is null)
        {
            metrics.Count(leased.Kind, MailMetrics.Unreadable);
            LogUnreadable(leased.Id, leased.Kind);
            return (MailOutcome.Deferred, false);
        }

        try
        {
            var receipt = await sender.SendAsync(leased.Mail, cancellationToken).ConfigureAwait(false);
            Note(leased, receipt);
            return (receipt.Outcome, false);
        }
        catch (InfraException e)
        {
            metrics.Count(leased.Kind, MailMetrics.Unreachable);
            LogUnreachable(e.Message);
            return (MailOutcome.Deferred, true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // It is about this mail: those behind it go on.
            metrics.Count(leased.Kind, MailMetrics.Deferred);
            LogFailed(e, leased.Id, leased.Kind, leased.Tries + 1);
            return (MailOutcome.Deferred, false);
        }
    }

    private void Note(LeasedMail mail, MailReceipt receipt)
    {
        switch (receipt.Outcome)
        {
            case MailOutcome.Sent:
                metrics.Count(mail.Kind, MailMetrics.Sent);
                break;
            case MailOutcome.Deferred:
                metrics.Count(mail.Kind, MailMetrics.Deferred);
                LogDeferred(mail.Id, mail.Kind, receipt.Code, mail.Tries + 1);
                break;
            default:
                metrics.Count(mail.Kind, MailMetrics.Refused);
                LogRefused(mail.Id, mail.Kind, mail.Mail!.To.ToString(), receipt.Code);
                break;
        }
    }

    private async Task RecordAsync(string owner, LeasedMail mail, MailOutcome? outcome, IReadOnlyCollection<MailId> rest, bool goOn)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
            await scope.ServiceProvider.GetRequiredService<MailWork>().RecordAsync(owner, mail, outcome, rest, goOn, CancellationToken.None)
                .ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} ({Kind}) is dropped: it could not be sent while it was of use, in {Tries} tries.")]
    private partial void LogExpired(MailId mail, string kind, int tries);

    [LoggerMessage(LogLevel.Error, "Mail {Mail} ({Kind}) can't be read: it was sealed with another key ring, or is of a newer version. It waits.")]
    private partial void LogUnreadable(MailId mail, string kind);

    [LoggerMessage(LogLevel.Error, "Mails can't be sent now; they wait. {Reason}")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(LogLevel.Error, "Mail {Mail} ({Kind}) could not be handed over; try {Try} was in vain, and it waits.")]
    private partial void LogFailed(Exception fault, MailId mail, string kind, int @try);

    [LoggerMessage(LogLevel.Information, "Mail {Mail} ({Kind}) is not taken now ({Code}); try {Try} was in vain, and it waits.")]
    private partial void LogDeferred(MailId mail, string kind, int? code, int @try);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} ({Kind}) to {Recipient} is dropped: the server refuses it for good ({Code}).")]
    private partial void LogRefused(MailId mail, string kind, string recipient, int? code);
}
