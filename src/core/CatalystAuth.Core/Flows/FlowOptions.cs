using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Core.Flows;

/// <summary>Who may sign up, and how one signs in. Section <c>Catalyst:Flows</c>.</summary>
public sealed class FlowOptions
{
    /// <summary>The methods that are offered when none are configured.</summary>
    public static readonly IReadOnlyList<string> AllMethods = [FlowMethods.Password, FlowMethods.Email, FlowMethods.Passkey];

    /// <summary>The ways to sign in, of <see cref="AllMethods"/>; empty for all of them. What needs mail is offered only where mails can leave. Without the password none is
    /// asked for, set or recovered anywhere.</summary>
    public IList<string> Methods { get; } = [];

    /// <summary>Who may make an account.</summary>
    public SignUpMode SignUp { get; set; }

    /// <summary>Whether a new account's address has to be proven first.</summary>
    public VerifyEmailMode VerifyEmail { get; set; }

    /// <summary>Whether everybody needs a second factor.</summary>
    public bool RequireMfa { get; set; }

    /// <summary>Whether mails go out to the world, so that a code can be asked for; set by who configures mail.</summary>
    public bool MailLeaves { get; set; }

    /// <summary>Whether a way to sign in is allowed.</summary>
    public bool Allows(string method) => Methods.Count == 0 || Methods.Contains(method);

    /// <summary>Whether there are passwords.</summary>
    public bool HasPasswords => Allows(FlowMethods.Password);

    /// <summary>Whether an address is to be proven before there is an account.</summary>
    public bool VerifiesEmail => VerifyEmail == VerifyEmailMode.Always || (VerifyEmail == VerifyEmailMode.Auto && MailLeaves);
}

/// <summary>Who may make an account.</summary>
public enum SignUpMode
{
    /// <summary>Everybody.</summary>
    Open,

    /// <summary>Who has been invited.</summary>
    InviteOnly,

    /// <summary>Nobody but by an admin.</summary>
    Closed,
}

/// <summary>Whether a new account's address has to be proven first.</summary>
public enum VerifyEmailMode
{
    /// <summary>Where there is an SMTP server.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never: the account is there at once, with an address that nobody has proven.</summary>
    Never,
}
