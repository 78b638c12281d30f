using CatalystAuth.Contracts.Groups;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>Which members to find; what is null does not matter.</summary>
/// <param name="Q">Beginnings of words of the name or of the address, all of which have to match.</param>
/// <param name="Role">The role of the membership.</param>
/// <param name="Label">A label set on the user.</param>
/// <param name="Group">A group that they were put into; being in one below it does not count.</param>
public sealed record MemberQuery(string? Q = null, string? Role = null, string? Label = null, GroupId? Group = null);
