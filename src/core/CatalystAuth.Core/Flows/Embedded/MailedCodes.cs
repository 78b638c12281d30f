using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Secrets;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Flows.Embedded;

/// <summary>
/// Proves an address by a mail with a code and a link. Both are good only in the flow that asked, so in its browser; of both an answer never tells
/// whether anybody got a mail.
/// </summary>
internal sealed class MailedCodes(
    CallContext call, MailQueue mails, MailboxLimit limit, IOptions<TokenOptions> tokens, TimeProvider time)
{
    private const int Digits = 8;
    private const int MaxTries = 5;
    private const int MaxMails = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMinutes(1);

    public bool IsAvailable => mails.IsAvailable;

    /// <summary>Sends a mail and asks for its code.</summary>
    /// <param name="state">The flow; its identifier is the address.</param>
    /// <param name="address">Who gets a mail at this address, and which; null for nobody. Asked in the transaction.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FlowProgress> SendAsync(
        FlowState state, Func<MailedProof, CancellationToken, Task<(MailAddress To, MailMessage Message)?>> address, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (state.Mails >= MaxMails || (state.Mail is { } last && now < last.SentAt + ResendAfter))
        {
            return Ask(state);
        }

        var code = RandomNumberGenerator.GetString("0123456789", Digits);
        var link = OpaqueSecret.New();
        var taken = await limit.TakeAsync(state.Identifier!, cancellationToken).ConfigureAwait(false);

        // One that was not sent can't be guessed either.
        var sent = new MailedCode(Hash(state, code), Hash(state, link), taken.IsAllowed ? MaxTries : 0, now, now + Lifetime);
        state = state with { Mail = sent, Mails = state.Mails + 1 };
        var proof = new MailedProof(
            code, $"{tokens.Value.Issuer}/{(state.Type == FlowTypes.Recovery ? "recovery" : "sign-in")}/link?flow={state.Id}&token={link}", sent.ExpiresAt, UserAgents.NameOf(call.UserAgent), call.IpAddress);
        return Ask(state) with
        {
            Effect = async ct =>
            {
                if (taken.IsAllowed && await address(proof, ct).ConfigureAwait(false) is var (to, message))
                {
                    mails.Enqueue(to, message, call.Locale, look: state.Look);
                }
                else
                {
                    mails.EnqueueForNobody(
                        new(state.Identifier!), new SignInCodeMail(proof.Code, proof.ExpiresAt, proof.Link, proof.Device, proof.Place), state.Look);
                }
            },
        };
    }

    /// <summary>Checks an answer. Right or wrong it counts: a code that was right is used, and one that was wrong has a try less.</summary>
    public (FlowState State, bool IsRight) Check(FlowState state, FlowAnswers answers)
    {
        if (state.Mail is not { Tries: > 0 } mail || mail.ExpiresAt <= time.Now())
        {
            return (state, false);
        }

        var isRight = (answers.Code is { } typed && EmailCode.Read(typed) is { Length: Digits } code && CryptographicOperations.FixedTimeEquals(mail.CodeHash, Hash(state, code)))
            || (answers.Link is { Length: > 0 } link && CryptographicOperations.FixedTimeEquals(mail.LinkHash, Hash(state, link)));
        return isRight
            ? (state with { Mail = null, AddressProven = true }, true)
            : (state with { Mail = mail with { Tries = mail.Tries - 1 } }, false);
    }

    /// <summary>Asks for the code.</summary>
    public static FlowProgress Ask(FlowState state, params ReadOnlySpan<FlowError> errors) => FlowProgress.Ask(
        state,
        new(FlowStepKinds.EmailSent)
        {
            Fields = ["code"],
            Method = FlowMethods.Email,
            Identifier = state.Identifier,
            Actions = state.Mails < MaxMails ? [FlowActions.Resend, FlowActions.Restart] : [FlowActions.Restart],
            ResendAfter = state.Mails < MaxMails ? state.Mail?.SentAt + ResendAfter : null,
        },
        errors);

    // With the flow and the address, so that the same code has another hash for any other.
    private static byte[] Hash(FlowState state, string text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{state.Id}\n{state.Identifier}\n{text}"));
}

/// <summary>What a mail brings, and of which request it tells.</summary>
/// <param name="Code">The code.</param>
/// <param name="Link">The link to the landing page.</param>
/// <param name="ExpiresAt">Until when both work.</param>
/// <param name="Device">The device that asked.</param>
/// <param name="Place">The address that asked.</param>
internal sealed record MailedProof(string Code, string Link, DateTimeOffset ExpiresAt, string? Device, string? Place)
{
    /// <summary>Without the code, so that no log can carry it.</summary>
    public override string ToString() => nameof(MailedProof);
}
