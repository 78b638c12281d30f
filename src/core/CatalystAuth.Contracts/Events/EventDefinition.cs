using System.Text.Json;

namespace CatalystAuth.Contracts.Events;

/// <summary>A type of event.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Version">The version of its data. Members may be added within one; anything else is a new one.</param>
/// <param name="Category">What it is about: the word before the dot.</param>
/// <param name="Description">What it means.</param>
/// <param name="Schema">
/// A JSON Schema (draft 2020-12) of the event's data. What it does not name may come with a newer server. <c>x-personal</c> marks personal data.
/// </param>
public sealed record EventDefinition(string Type, int Version, string Category, string Description, JsonElement Schema);
