using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>Adds many users to an organisation at once.</summary>
/// <param name="Members">1 to 500 of them.</param>
public sealed record BulkAddMembersRequest(IReadOnlyList<BulkMember> Members)
{
    /// <summary>The most rows of one request.</summary>
    public const int MaxRows = 500;
}

/// <summary>A row: a user by id or by address.</summary>
/// <param name="UserId">The user; either this or the address.</param>
/// <param name="Email">The address of an account, for callers who may read all users; others invite (<c>member.invite_required</c>).</param>
/// <param name="Role">One of <see cref="BuiltInRoles"/>, not above the caller's own.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>).</param>
public sealed record BulkMember(
    UserId? UserId = null, string? Email = null, string Role = BuiltInRoles.Member, IReadOnlyList<LabelInput>? LabelsDelta = null);

/// <summary>What became of each row.</summary>
/// <param name="Results">One a row, in the order of the request.</param>
public sealed record BulkAddMembersResponse(IReadOnlyList<BulkAdded> Results);

/// <summary>What became of a row: a member or an error.</summary>
/// <param name="Index">Which row of the request, from 0.</param>
public sealed record BulkAdded(int Index)
{
    /// <summary>The member.</summary>
    public Member? Member { get; init; }

    /// <summary>Why there is none.</summary>
    public RowError? Error { get; init; }
}
