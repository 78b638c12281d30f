namespace CatalystAuth.Contracts.Permissions;

/// <summary>A permission that exists in an organisation.</summary>
/// <param name="Name"><c>resource:action</c>.</param>
/// <param name="Description">What it lets its holder do.</param>
/// <param name="BuiltIn">Whether Catalyst defines it rather than the organisation.</param>
public sealed record Permission(string Name, string? Description, bool BuiltIn);

/// <summary>Defines a permission of the organisation's own; owners hold it at once.</summary>
/// <param name="Description">What it lets its holder do; at most 200 characters.</param>
public sealed record DefinePermissionRequest(string? Description = null);

/// <summary>Codes of refusals about permissions.</summary>
public static class PermissionErrorCodes
{
    /// <summary>Not of the form <c>resource:action</c>, or of a reserved resource.</summary>
    public const string Invalid = "permission.invalid";

    /// <summary>The organisation has defined as many as it may.</summary>
    public const string TooMany = "permission.too_many";
}
