namespace CatalystAuth.Mail.Smtp;

/// <summary>The server that takes mails. Section <c>Catalyst:Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name or address; null to send nothing.</summary>
    public string? Host { get; set; }

    /// <summary>Its port: 1 to 65535; null for the usual one of <see cref="Security"/>, 587 or 465, or 25 without encryption.</summary>
    public int? Port { get; set; }

    /// <summary>How the connection is encrypted.</summary>
    public SmtpSecurity Security { get; set; }

    /// <summary>The user; null to sign in to nothing.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>How long one mail may take, with connecting: 1 second to 2 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most connections of this node: 1 to 32.</summary>
    public int MaxConnections { get; set; } = 4;
}

/// <summary>How a connection is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>By STARTTLS (RFC 3207), or not at all: a server without it gets no mail.</summary>
    StartTls,

    /// <summary>From the first byte on (RFC 8314).</summary>
    Tls,

    /// <summary>Not: for a server on this machine, or a network of its own.</summary>
    None,
}
