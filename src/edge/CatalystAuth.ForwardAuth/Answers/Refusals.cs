using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Core.AppSessions;
using CatalystAuth.ForwardAuth.AppSessions;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Records a denial, counts it, and answers it: browsers that only have to sign in, or to drop a cookie, are sent there.</summary>
internal sealed class Refusals(DecisionNotes notes, AppLogin login, TimeProvider time)
{
    /// <summary>Records and counts what came by no route, and answers it with the status and nothing else.</summary>
    public async Task TurnAwayAsync(HttpContext context, Denial denial)
    {
        await notes.NoteUnroutedAsync(denial, context.Connection.RemoteIpAddress, notes.Start(), time.GetUtcNow()).ConfigureAwait(false);
        context.Response.StatusCode = denial.Status;
        context.Response.ContentLength = 0;
    }

    public async Task DenyAsync(Question question, Denial denial)
    {
        var now = question.Now == default ? time.GetUtcNow() : question.Now;
        var id = TypeId.New<DecisionId>(now);
        var isToBeSent = (denial.IsForWantOfSession || (denial.IsForWantOfProof && question.IsByCookie)) && LoginChoice.Redirects(question);

        // The ingress controller sends whoever gets 401 to where it is decided once more, and cookies are taken away.
        var isSent = isToBeSent && question.Flavour != ProxyFlavour.IngressNginx;

        // What needs nobody is shown to nobody, once the browser does not say any more that it is somebody.
        var isToForget = isSent && ReferenceEquals(denial, Denial.InvalidSession) && question.Rule!.IsPublic && question.Request.Method is "GET" or "HEAD";
        denial = isSent && !isToForget && !question.MayCarryCode ? Denial.HttpsRequired : denial;
        if (isSent && question.Flavour == ProxyFlavour.IngressNginxDirect)
        {
            await SendAsync(question, denial, isToForget).ConfigureAwait(false);
            return;
        }

        if (question.App is not null)
        {
            await notes.RecordDenialAsync(denial, id, question, now).ConfigureAwait(false);
        }
        else
        {
            id = await notes.RecordStrayAsync(denial, id, question, now).ConfigureAwait(false);
        }

        notes.CountDenial(question, denial);
        if (isSent)
        {
            await SendAsync(question, denial, isToForget).ConfigureAwait(false);
            return;
        }

        if (ReferenceEquals(denial, Denial.InvalidSession) && !isToBeSent)
        {
            // The next request is the session's, which may live: only what was issued a moment ago is known not to hold. Without that it is nobody's.
            if (!question.Proof.IsEmpty)
            {
                LoginCookies.ClearDecision(question.Context.Response);
            }
            else
            {
                LoginCookies.ClearSession(question.Context.Response, question.Domain);
                LoginCookies.ClearDecision(question.Context.Response);
            }
        }

        await DenialWriter.WriteAsync(question.Context, question.Flavour, denial, id).ConfigureAwait(false);
    }

    private Task SendAsync(in Question question, Denial denial, bool isToForget) =>
        ReferenceEquals(denial, Denial.InvalidSession) && LoginCookies.IsStuck(question, isToForget) ? login.StopAsync(question, DeadEnd.CookieInTheWay)
        : isToForget ? login.ForgetAsync(question, question.Request.Uri, round: 0)
        : login.BeginAsync(question, denial);
}
