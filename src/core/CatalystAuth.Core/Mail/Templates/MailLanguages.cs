namespace CatalystAuth.Core.Mail.Templates;

/// <summary>The languages that mails are written in.</summary>
internal static class MailLanguages
{
    public static readonly IReadOnlyList<MailTexts> All = [new EnglishMails(), new GermanMails()];

    /// <summary>The first locale (BCP 47) that names one of them decides; English when none does.</summary>
    public static MailTexts Choose(params ReadOnlySpan<string?> locales)
    {
        foreach (var locale in locales)
        {
            if (Find(locale) is { } found)
            {
                return found;
            }
        }

        return All[0];
    }

    /// <summary>The words of a locale's language; null when there are none.</summary>
    public static MailTexts? Find(string? locale)
    {
        var language = locale?.Split('-', '_')[0];
        return All.FirstOrDefault(texts => texts.Language.Equals(language, StringComparison.OrdinalIgnoreCase));
    }
}
