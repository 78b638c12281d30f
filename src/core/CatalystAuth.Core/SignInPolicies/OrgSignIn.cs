using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;

namespace CatalystAuth.Core.SignInPolicies;

/// <summary>The sign-in policy of an organisation as it is stored, with the glass that is broken. Immutable.</summary>
public sealed record OrgSignIn(IReadOnlyList<string> Methods, bool RequireMfa, string SignUp)
{
    /// <summary>The one of an organisation that never set any.</summary>
    public static OrgSignIn Default { get; } = new([], RequireMfa: false, OrgSignUp.InviteOnly);

    /// <summary>The owner who may break the glass.</summary>
    public UserId? BreakGlassUserId { get; init; }

    /// <summary>The session that the glass was broken with; null when it is whole.</summary>
    public SessionId? GlassSessionId { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? GlassUntil { get; init; }

    /// <summary>What it asks of a session.</summary>
    public SignInDemand Demand() => new(Methods, RequireMfa);

    /// <summary>The refusal of a member's own session that has not proven enough; null when it may enter.</summary>
    /// <param name="role">The member's role: only an owner's glass is broken.</param>
    /// <param name="session">The session.</param>
    /// <param name="amr">What it has proven.</param>
    /// <param name="now">The time.</param>
    public Error? Refuse(string role, SessionId session, IReadOnlyList<string> amr, DateTimeOffset now) =>
        Demand() is var demand && (demand.IsMetBy(amr) || (role == BuiltInRoles.Owner && IsGlassBrokenBy(session, now))) ? null : Unmet(demand, amr);

    /// <summary>The refusal of who would become a member; null when they have proven enough.</summary>
    public Error? Refuse(IReadOnlyList<string> amr) => Demand() is var demand && demand.IsMetBy(amr) ? null : Unmet(demand, amr);

    /// <summary>The same of the session itself. Who acts as another has proven nothing as them, and is let in by what they may as themselves.</summary>
    public Error? Refuse(string role, UserSession session, DateTimeOffset now) =>
        session.ImpersonatorId is null ? Refuse(role, session.Id, session.Amr, now) : null;

    /// <summary>When a session that meets nothing has to leave at the latest; null when it is let in by what it has proven.</summary>
    public DateTimeOffset? EndsFor(UserSession session) =>
        session.ImpersonatorId is null && !Demand().IsMetBy(session.Amr) && GlassSessionId == session.Id ? GlassUntil : null;

    /// <summary>As the wire has it.</summary>
    public SignInPolicy ToContract(int version) => new(Methods, RequireMfa, SignUp, BreakGlassUserId, version);

    private bool IsGlassBrokenBy(SessionId session, DateTimeOffset now) => GlassSessionId == session && now < GlassUntil;

    private static Error Unmet(SignInDemand demand, IReadOnlyList<string> amr) => new(
        SignInPolicyErrorCodes.Unmet,
        $"This organisation asks for {demand.Describe()}. Prove it at /v1/auth/step-up, or sign in anew, and come back.", ErrorKind.Forbidden)
    {
        Proofs = demand.MissingIn(amr),
    };
}
