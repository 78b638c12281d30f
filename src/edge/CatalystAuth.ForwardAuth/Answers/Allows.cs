using CatalystAuth.ForwardAuth.Principals;
using CatalystAuth.ForwardAuth.Verify;

namespace CatalystAuth.ForwardAuth.Answers;

/// <summary>Makes, records, keeps and gives allowed answers.</summary>
internal sealed class Allows(DecisionMinter minter, PrincipalCache principals, DecisionNotes notes)
{
    /// <summary>An answer that was kept, when it is signed with the keys of today.</summary>
    public CachedAllow? Current(CachedAllow? allow) => allow is not null && minter.IsOfToday(allow) ? allow : null;

    /// <summary>A new answer, recorded before anybody gets it: one that has to be and can't is given to nobody.</summary>
    /// <returns>The answer, or why there can be none.</returns>
    public async ValueTask<(CachedAllow? Allow, Denial? Denial)> MakeAsync(Question question)
    {
        if (minter.Mint(question.App!, question.Rule!, question.Principal?.Token, question.Now) is not { } allow)
        {
            return (null, Denial.IdentityTooLarge);
        }

        if (!await notes.RecordAllowAsync(allow, question).ConfigureAwait(false))
        {
            return (null, Denial.NotRecorded);
        }

        if (question.Principal is { } principal)
        {
            principals.Keep(principal, allow, question.Now);
        }
        else
        {
            question.App!.KeepAnonymousAllow(allow, question.IsPreflight);
        }

        return (allow, null);
    }

    /// <summary>Gives it. Not with what everybody may have: that may end in caches, which would hand the cookie on.</summary>
    public Task Answer(in Question question, CachedAllow allow)
    {
        allow.Write(question.Context.Response);
        if (!question.Handle.IsEmpty && question.Proof.IsEmpty && !allow.Rule.IsPublic && question.Flavour.PassesCookiesOnAllow())
        {
            principals.Give(question, question.Principal!);
        }

        notes.CountAllow(question, allow.Rule);
        return Task.CompletedTask;
    }
}
