using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;

namespace CatalystAuth.Core.Roles;

/// <summary>What the use cases about bindings share.</summary>
internal static class BindingRefusals
{
    // The same for "is not there" and "is another tenant's".
    public static readonly Error NotFound = new(RoleErrorCodes.BindingNotFound, "There is no such binding here.", ErrorKind.NotFound);

    public static readonly Error Exists = new(RoleErrorCodes.BindingExists, "The same binding is there already.", ErrorKind.Conflict);

    public static Error Invalid(string field, string message) => Error.Field(RoleErrorCodes.BindingInvalid, field, message);

    /// <summary>A binding as events tell of it.</summary>
    public static BindingState StateOf(StoredBinding binding) => new(binding.Subject, binding.Role, binding.GroupId, binding.ExpiresAt);
}
