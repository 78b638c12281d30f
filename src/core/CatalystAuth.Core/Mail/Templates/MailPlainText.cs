using System.Text;

namespace CatalystAuth.Core.Mail.Templates;

/// <summary>Writes a mail as plain text. Links stand on lines of their own, so that any program and any eye finds where they end.</summary>
internal static class MailPlainText
{
    public static string Write(MailBody body, MailTexts texts, MailBrand brand, string? name)
    {
        var text = new StringBuilder();
        Line(body.Heading);
        Line(texts.Greet(name));
        foreach (var part in body.Parts)
        {
            Line(part switch
            {
                MailPart.Words words => words.Text,
                MailPart.Code code => $"    {code.Value}",
                MailPart.Button button => $"{button.Label}:\n{button.Url}",
                MailPart.Link link => $"{link.Label}:\n{link.Url}",
                MailPart.Facts facts => string.Join('\n', facts.Rows.Select(row => $"{row.Name}: {row.Value}")),
                MailPart.Caution caution => $"{caution.Question} {caution.Answer}",
                _ => throw new InvalidOperationException($"There is no text for {part.GetType().Name}."),
            });
        }

        // The separator of a signature (RFC 3676, 4.3).
        text.Append("-- \n").Append(texts.Footer(brand)).Append('\n');
        return text.ToString();

        void Line(string line) => text.Append(line).Append("\n\n");
    }
}
