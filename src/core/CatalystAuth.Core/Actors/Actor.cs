using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Actors;

/// <summary>Who calls a use case.</summary>
public abstract record Actor
{
    private Actor() { }

    /// <summary>Nobody known.</summary>
    public sealed record Anonymous : Actor
    {
        /// <inheritdoc />
        public override string ToString() => "anonymous";
    }

    /// <summary>A signed-in user.</summary>
    public sealed record User(UserId UserId, SessionId SessionId) : Actor
    {
        /// <summary>How the user has proven who they are (RFC 8176), as the credential of the call has it.</summary>
        public IReadOnlyList<string> Amr { get; init; } = [];

        /// <summary>Who really calls, when it is not the user.</summary>
        public Impersonator? Impersonator { get; init; }

        /// <inheritdoc />
        public override string ToString() => UserId.ToString();
    }

    /// <summary>A key of an organisation, with the scopes of its token.</summary>
    public sealed record Key(KeyId KeyId, OrgId OrgId, IReadOnlyList<string> Scopes) : Actor
    {
        /// <inheritdoc />
        public override string ToString() => KeyId.ToString();
    }

    /// <summary>The server itself.</summary>
    public sealed record System : Actor
    {
        /// <inheritdoc />
        public override string ToString() => "system";
    }
}

/// <summary>A platform admin who acts as a user.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Org">The one organisation that they may enter; null for none.</param>
/// <param name="Writes">Whether they may change something.</param>
public sealed record Impersonator(UserId UserId, OrgId? Org, bool Writes);
