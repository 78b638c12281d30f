using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Users;

/// <summary>Whose an address is.</summary>
/// <param name="User">The user.</param>
/// <param name="Address">The address as they typed it.</param>
/// <param name="Name">Their display name.</param>
/// <param name="IsProven">Whether they have proven that the mailbox is theirs.</param>
/// <param name="Opens">Whether mails to it may open the account (<see cref="EmailEntry.Opens"/>); never that of who is banned.</param>
public sealed record AddressOwner(UserId User, string Address, string Name, bool IsProven, bool Opens);
