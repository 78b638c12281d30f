using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Principals;

namespace CatalystAuth.ForwardAuth.Verify;

/// <summary>What a request is refused for once it is known who sends it. Null for nothing.</summary>
internal static class RuleChecks
{
    /// <summary>Whether a principal is for the app at all. What a cookie speaks for was asked for at the app itself, so it names no audience.</summary>
    public static bool IsForApp(in Question question, Principal principal) =>
        question.Credential is null || question.App!.Takes(principal.Token.Audience);

    /// <summary>Somebody: the audience, the organisation, what they may send, the rule.</summary>
    public static Denial? Check(in Question question, Principal principal)
    {
        if (!IsForApp(question, principal))
        {
            return Denial.WrongAudience;
        }

        if (principal.Token.Org != question.App!.OrgId)
        {
            return Denial.WrongOrg;
        }

        if (!principal.MaySend(question.Request.Method))
        {
            return Denial.ReadOnly;
        }

        var verdict = question.Rule!.Decide(principal.Subject, question.Circumstances);
        return verdict.IsAllowed ? null : Denial.Of(verdict);
    }

    /// <summary>
    /// Nobody in particular, where nobody has to be known. What refuses may ask for something that nobody has or lacks: then it has to be known who comes.
    /// </summary>
    public static Denial? CheckNobody(in Question question, PolicyRule rule) => rule.Deny?.Ask(PolicySubject.Nobody, question.Circumstances) switch
    {
        null or Holding.No => null,
        Holding.Unknown => Denial.Unauthenticated,
        _ => Denial.Of(rule.Decide(PolicySubject.Nobody, question.Circumstances)),
    };
}
