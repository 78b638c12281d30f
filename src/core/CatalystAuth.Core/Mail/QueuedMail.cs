namespace CatalystAuth.Core.Mail;

/// <summary>A mail that waits to be sent; gone when it was, or when it is of no use any more.</summary>
public sealed class QueuedMail
{
    /// <summary>Its id.</summary>
    public required MailId Id { get; init; }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>To whom and what, sealed: links and codes are secrets, and addresses nobody's business.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next. A lease puts it off, so that one whose node dies is due again by itself.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when on it is dropped unsent.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>Who sends it, or did last.</summary>
    public string? LeaseOwner { get; init; }
}
