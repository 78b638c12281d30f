using CatalystAuth.Core.Users;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Makes of a message what goes out: in the reader's language and time zone, and in the look of an organisation.</summary>
public sealed class MailRenderer(
    IProfileStore profiles, IUserAddresses addresses, MailBrands brands, IOptions<MailOptions> options, TimeProvider time)
{
    internal async Task<OutgoingMail> RenderAsync(MailId id, MailContent content, CancellationToken cancellationToken)
    {
        var profile = await FindProfileAsync(content.To, cancellationToken).ConfigureAwait(false);
        var texts = MailLanguages.Choose(profile?.Locale, content.Locale, options.Value.DefaultLocale);
        var brand = await brands.FindAsync(content, cancellationToken).ConfigureAwait(false);
        return Render(id, content.To, content.Message, texts, new(brand, time.GetUtcNow(), ZoneOf(profile)));
    }

    internal static OutgoingMail Render(MailId id, MailAddress to, MailMessage message, MailTexts texts, MailScene scene)
    {
        var body = texts.Write(message, scene);
        var name = to.Name is null ? null : PlainWords.Of(to.Name);
        return new(
            id, message.Kind, to with { Name = name }, OneLine(body.Subject), MailPlainText.Write(body, texts, scene.Brand, name),
            MailHtml.Write(body, texts, scene.Brand, name), texts.Language);
    }

    private static TimeZoneInfo ZoneOf(ProfileEntry? profile) =>
        profile?.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    // Whatever a name has in it: a header ends where its line does.
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private async Task<ProfileEntry?> FindProfileAsync(MailAddress to, CancellationToken cancellationToken)
    {
        var user = to.User;
        if (user is null)
        {
            var key = EmailAddress.KeyOf(to.Address);
            var found = await addresses.FindAsync([key], cancellationToken).ConfigureAwait(false);
            user = found.GetValueOrDefault(key)?.Id;
        }

        return user is { } id ? await profiles.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
    }
}
