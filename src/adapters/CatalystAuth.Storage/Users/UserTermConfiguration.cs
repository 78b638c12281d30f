using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Users;

internal sealed class UserTermConfiguration : IEntityTypeConfiguration<UserTerm>
{
    // A label is longer than a word, and has a mark before it.
    private const int MaxLength = 128;

    public void Configure(EntityTypeBuilder<UserTerm> builder)
    {
        builder.ToTable("user_terms");
        builder.Property(term => term.Term).HasMaxLength(MaxLength);

        // One way round for rare words, the other for words that nearly everybody has and for the members of one organisation.
        builder.HasKey(term => new { term.UserId, term.Term });
        builder.HasIndex(term => new { term.Term, term.UserId });
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(term => term.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
