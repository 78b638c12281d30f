using System.Xml.Linq;
using CatalystAuth.Core.SigningKeys;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CatalystAuth.Server.SigningKeys;

/// <summary>Keeps the data-protection key ring in the database, so that all nodes have the same.</summary>
internal sealed class StoredXmlRepository(IServiceScopeFactory scopes, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<ISealingKeyStore>().List().Select(key => XElement.Parse(key.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var key = new SealingKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), StoredAt = time.GetUtcNow() };
        if (!scope.ServiceProvider.GetRequiredService<ISealingKeyStore>().TryAdd(key))
        {
            throw new InvalidOperationException($"There is a data-protection key {friendlyName} already.");
        }
    }
}
