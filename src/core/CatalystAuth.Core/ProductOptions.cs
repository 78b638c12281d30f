namespace CatalystAuth.Core;

/// <summary>How the installation is called where people read it. Section <c>Catalyst:Product</c>.</summary>
public sealed class ProductOptions
{
    /// <summary>The name that the portal, mails, authenticator apps and passkey dialogs show: 1 to 64 characters, without a colon.</summary>
    public string Name { get; set; } = "Catalyst-Auth";
}
