using CatalystAuth.Core.Mail.Templates;

namespace CatalystAuth.Core.Mail;

/// <summary>The languages that mails are written in.</summary>
public static class MailLocales
{
    /// <summary>Each, as BCP 47 has it.</summary>
    public static IReadOnlyList<string> All { get; } = [.. MailLanguages.All.Select(texts => texts.Language)];

    /// <summary>Whether a locale is of one of them, e.g. <c>de-AT</c>.</summary>
    public static bool Has(string? locale) => MailLanguages.Find(locale) is not null;
}
