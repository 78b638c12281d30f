using System.Text.Json;
using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.SigningKeys;

namespace CatalystAuth.Core.Mail;

/// <summary>Seals what a mail says, each for its own id: what was sealed for one can't be opened as another's.</summary>
public sealed class MailSeal(ISecretProtector protector)
{
    internal byte[] Seal(MailId id, MailContent content) =>
        protector.Protect(Purpose(id), JsonSerializer.SerializeToUtf8Bytes(content, MailJsonContext.Default.MailContent));

    /// <summary>What was sealed; null for what is of another key ring, or of a version that knows more kinds.</summary>
    internal MailContent? Open(QueuedMail mail)
    {
        if (!protector.TryUnprotect(Purpose(mail.Id), mail.Content, out var json))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, MailJsonContext.Default.MailContent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Purpose(MailId id) => $"mail {id}";
}

/// <summary>To whom and what.</summary>
internal sealed record MailContent(MailAddress To, MailMessage Message, string? Locale, OrgId? BrandOf, MailLook? Look = null)
{
    public override string ToString() => Message.Kind;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MailContent))]
internal sealed partial class MailJsonContext : JsonSerializerContext;
