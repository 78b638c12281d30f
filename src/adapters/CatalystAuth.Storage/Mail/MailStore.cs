using CatalystAuth.Core.Mail;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CatalystAuth.Storage.Mail;

internal sealed class MailStore(CatalystDbContext context) : IMailStore
{
    public void Add(QueuedMail mail) => context.Add(mail);

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken) =>
        context.QueuedMails.MinAsync(mail => (DateTimeOffset?)mail.DueAt, cancellationToken);

    public async Task<IReadOnlyList<QueuedMail>> LeaseAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var mails = await Due(now, most).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        if (mails.Count > 0)
        {
            var ids = mails.ConvertAll(mail => mail.Id);
            await context.QueuedMails.Where(mail => ids.Contains(mail.Id)).ExecuteUpdateAsync(
                update => update.SetProperty(mail => mail.LeaseOwner, owner).SetProperty(mail => mail.DueAt, until), cancellationToken)
                .ConfigureAwait(false);
        }

        return mails;
    }

    public Task RenewAsync(string owner, IReadOnlyCollection<MailId> mails, DateTimeOffset until, CancellationToken cancellationToken) =>
        context.QueuedMails.Where(mail => mails.Contains(mail.Id) && mail.LeaseOwner == owner)
            .ExecuteUpdateAsync(update => update.SetProperty(mail => mail.DueAt, until), cancellationToken);

    public Task RemoveAsync(MailId mail, CancellationToken cancellationToken) =>
        context.QueuedMails.Where(queued => queued.Id == mail).ExecuteDeleteAsync(cancellationToken);

    public Task DeferAsync(string owner, MailId mail, DateTimeOffset until, CancellationToken cancellationToken) =>
        context.QueuedMails.Where(queued => queued.Id == mail && queued.LeaseOwner == owner).ExecuteUpdateAsync(
            update => update.SetProperty(queued => queued.DueAt, until).SetProperty(queued => queued.Tries, queued => queued.Tries + 1),
            cancellationToken);

    public async Task<MailBacklog> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = await context.QueuedMails.Take(MailBacklog.MostCounted).CountAsync(cancellationToken).ConfigureAwait(false);
        var oldest = await context.QueuedMails.OrderBy(mail => mail.Id).Select(mail => (DateTimeOffset?)mail.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return new(count, oldest < now ? now - oldest.Value : TimeSpan.Zero);
    }

    // On SQLite units of work stand in line anyway.
    private IQueryable<QueuedMail> Due(DateTimeOffset now, int most) => context is PostgresCatalystDbContext
        ? context.QueuedMails.FromSql($"SELECT * FROM queued_mails WHERE due_at <= {now} ORDER BY due_at LIMIT {most} FOR UPDATE SKIP LOCKED")
        : context.QueuedMails.Where(mail => mail.DueAt <= now).OrderBy(mail => mail.DueAt).Take(most);
}

internal sealed class QueuedMailConfiguration : IEntityTypeConfiguration<QueuedMail>
{
    public void Configure(EntityTypeBuilder<QueuedMail> builder)
    {
        builder.ToTable("queued_mails");
        builder.Property(mail => mail.Kind).HasMaxLength(64);
        builder.Property(mail => mail.LeaseOwner).HasMaxLength(64);
        builder.HasIndex(mail => mail.DueAt);
    }
}
