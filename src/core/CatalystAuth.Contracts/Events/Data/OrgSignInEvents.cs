using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>How the members of an organisation sign in.</summary>
/// <param name="Methods">The ways, one of which is needed; empty for any.</param>
/// <param name="RequireMfa">Whether two factors are needed.</param>
/// <param name="SignUp">Who becomes a member by signing up.</param>
/// <param name="BreakGlassUserId">Who may enter without, in an emergency.</param>
public sealed record SignInPolicyState(IReadOnlyList<string> Methods, bool RequireMfa, string SignUp, UserId? BreakGlassUserId = null);

/// <summary>See <see cref="EventTypes.OrgSignInPolicyChanged"/>.</summary>
/// <param name="Before">The policy before.</param>
/// <param name="After">The policy after.</param>
public sealed record OrgSignInPolicyChanged(SignInPolicyState Before, SignInPolicyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgSignInPolicyChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgGlassBroken"/>.</summary>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Until">Until when.</param>
public sealed record OrgGlassBroken(string Reason, DateTimeOffset Until) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgGlassBroken;

    /// <inheritdoc />
    public static int Version => 1;
}
