using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Events;

/// <summary>The last place that an event was given. One row, and the lock of whoever gives places.</summary>
internal sealed class EventPlaces
{
    public required int Id { get; init; }

    public required long Last { get; init; }
}

internal sealed class EventPlacesConfiguration : IEntityTypeConfiguration<EventPlaces>
{
    public void Configure(EntityTypeBuilder<EventPlaces> builder)
    {
        builder.ToTable("event_places");
        builder.Property(places => places.Id).ValueGeneratedNever();
        builder.HasData(new EventPlaces { Id = 1, Last = 0 });
    }
}
