using CatalystAuth.Core.Mail;
using CatalystAuth.Mail.Dispatch;
using CatalystAuth.Mail.Local;
using CatalystAuth.Mail.Smtp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Mail;

/// <summary>Registers mail.</summary>
public static class MailServiceCollectionExtensions
{
    /// <summary>
    /// Adds what sends mails. By SMTP when there is a host; else to the local mailbox (<see cref="ILocalMailbox"/>) when that may be; else none
    /// are sent. A sender that is registered already stays.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The whole configuration; <see cref="MailOptions"/> is read from <c>Catalyst:Mail</c>.</param>
    /// <param name="isLocal">Whether the installation is for this machine alone, so that a mailbox that all its users can read does no harm.</param>
    public static IServiceCollection AddCatalystMail(this IServiceCollection services, IConfiguration configuration, bool isLocal)
    {
        var section = configuration.GetSection("Catalyst:Mail");
        services.AddOptions<MailOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddOptions<SmtpOptions>().Bind(section.GetSection("Smtp")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        var isOff = string.Equals(section["Mailbox"], nameof(LocalMailboxMode.Off), StringComparison.OrdinalIgnoreCase);
        if (services.Any(service => service.ServiceType == typeof(IMailSender)))
        {
            // The host's own.
        }
        else if (!string.IsNullOrEmpty(section["Smtp:Host"]))
        {
            services.AddSingleton<MimeWriter>().AddScoped<IMailSender, SmtpMailSender>();
        }
        else if (isLocal && !isOff)
        {
            services.AddSingleton<LocalMailbox>().AddSingleton<ILocalMailbox>(provider => provider.GetRequiredService<LocalMailbox>());
            services.AddScoped<IMailSender, LocalMailSender>();
        }
        else
        {
            services.AddScoped<IMailSender, NoMailSender>();
        }

        services.AddSingleton<MailMetrics>().AddSingleton<MailBatch>();
        return services.AddHostedService<MailPump>();
    }
}
