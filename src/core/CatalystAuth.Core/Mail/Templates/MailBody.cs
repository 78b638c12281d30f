namespace CatalystAuth.Core.Mail.Templates;

/// <summary>What a mail says, in the words of a language and without a look: HTML and text are made from the same.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Preview">What a list of mails shows behind the subject.</param>
/// <param name="Heading">The first line.</param>
/// <param name="Parts">What follows, in order.</param>
internal sealed record MailBody(string Subject, string Preview, string Heading, IReadOnlyList<MailPart> Parts);

/// <summary>A part of a mail.</summary>
internal abstract record MailPart
{
    /// <summary>Some sentences.</summary>
    internal sealed record Words(string Text) : MailPart;

    /// <summary>A code to type or copy.</summary>
    internal sealed record Code(string Value) : MailPart;

    /// <summary>What the mail is for.</summary>
    internal sealed record Button(string Label, string Url) : MailPart;

    /// <summary>Something else to open.</summary>
    internal sealed record Link(string Label, string Url) : MailPart;

    /// <summary>Circumstances, by name; those without a value are left out.</summary>
    internal sealed record Facts(IReadOnlyList<(string Name, string? Value)> Rows) : MailPart;

    /// <summary>What to do when it was somebody else.</summary>
    internal sealed record Caution(string Question, string Answer) : MailPart;
}
