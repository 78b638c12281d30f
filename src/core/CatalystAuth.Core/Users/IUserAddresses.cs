using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Users;

/// <summary>Finds accounts by their e-mail addresses.</summary>
public interface IUserAddresses
{
    /// <summary>The accounts of addresses, by the address in its comparable form (<c>EmailAddress.KeyOf</c>); not to be changed.</summary>
    Task<IReadOnlyDictionary<string, UserAccount>> FindAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Which of some addresses members of an organisation are shown with there: their primary ones. Of their others nothing is told.</summary>
    Task<IReadOnlySet<string>> FindOfMembersAsync(OrgId org, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}
