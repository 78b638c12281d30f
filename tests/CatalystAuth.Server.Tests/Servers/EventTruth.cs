using System.Text.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Core.Events;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>
/// Whether every event that a server wrote, by whatever test, is what its type's record says and nothing else. That records are what
/// their schemas say is tested where they are.
/// </summary>
internal static class EventTruth
{
    public static async Task CheckAsync(TestServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var written = await scope.ServiceProvider.GetRequiredService<CatalystDbContext>().OutboxEvents.AsNoTracking().ToListAsync();

        written.Select(Judge).OfType<string>().Distinct().ShouldBeEmpty();
    }

    private static string? Judge(OutboxEvent written)
    {
        if (EventCatalogue.FindData(written.Type) is not { } info
            || EventCatalogue.All.Single(definition => definition.Type == written.Type).Version != written.Version)
        {
            return $"{written.Type} {written.Version} is not in the catalogue.";
        }

        try
        {
            var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(written.Data, info), info);
            return JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(written.Data)) ? null : $"{written.Type} is not {written.Data}";
        }
        catch (JsonException e)
        {
            return $"{written.Type} is not {written.Data}: {e.Message}";
        }
    }
}
