namespace CatalystAuth.Contracts.Users;

/// <summary>Deletes the caller's account.</summary>
/// <param name="Password">The password, as proof; without it the session has to have a proof of the last quarter of an hour, of any kind.</param>
public sealed record DeleteMeRequest(string? Password = null)
{
    /// <summary>Without the password, so that no log can carry it.</summary>
    public override string ToString() => nameof(DeleteMeRequest);
}

/// <summary>What deleting the caller's account would do.</summary>
/// <param name="OnlyOwnerOf">Organisations that would have no owner left. While there is one, the account stays.</param>
/// <param name="PassedOn">Organisations that another of their owners would take over.</param>
/// <param name="Left">Organisations that the caller would be out of.</param>
public sealed record AccountDeletion(IReadOnlyList<MyOrg> OnlyOwnerOf, IReadOnlyList<MyOrg> PassedOn, IReadOnlyList<MyOrg> Left)
{
    /// <summary>Whether it can be done now.</summary>
    public bool IsPossible => OnlyOwnerOf.Count == 0;
}
