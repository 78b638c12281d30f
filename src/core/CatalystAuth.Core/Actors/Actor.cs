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
