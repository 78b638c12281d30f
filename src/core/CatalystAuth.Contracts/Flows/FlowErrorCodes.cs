namespace CatalystAuth.Contracts.Flows;

/// <summary>Codes of refused flows and of errors in a step.</summary>
public static class FlowErrorCodes
{
    /// <summary>There is no such kind of flow.</summary>
    public const string UnknownType = "flow.unknown_type";

    /// <summary>No such flow, a wrong secret, or it has expired or ended.</summary>
    public const string NotFound = "flow.not_found";

    /// <summary>Another step is active.</summary>
    public const string WrongStep = "flow.wrong_step";

    /// <summary>The identity provider refused; the message is its own.</summary>
    public const string Refused = "flow.refused";

    /// <summary>The identity provider asks for something that can't be done here.</summary>
    public const string Unsupported = "flow.unsupported";

    /// <summary>An account is made by invitation only.</summary>
    public const string InviteOnly = "auth.invite_only";

    /// <summary>Nobody can make an account for themselves.</summary>
    public const string SignUpClosed = "auth.sign_up_closed";

    /// <summary>Mails can't be sent, which the flow needs.</summary>
    public const string NoMail = "auth.no_mail";

    /// <summary>This way to prove who one is, or what it is for, is switched off in this installation.</summary>
    public const string MethodNotAllowed = "auth.method_not_allowed";

    /// <summary>Another answer to the step came first.</summary>
    public const string Answered = "flow.answered";

    /// <summary>The code or link is wrong, used, or has expired.</summary>
    public const string InvalidCode = "auth.invalid_code";

    /// <summary>The account or the password is wrong, or the account can't sign in now.</summary>
    public const string InvalidCredentials = "auth.invalid_credentials";

    /// <summary>Too many wrong attempts came before; <c>Retry-After</c> says when the next is heard.</summary>
    public const string TooManyAttempts = "auth.too_many_attempts";

    /// <summary>An account can't be made with these answers.</summary>
    public const string SignUpRefused = "auth.sign_up_refused";

    /// <summary>The answer is missing or not of the field's form.</summary>
    public const string InvalidAnswer = "flow.invalid_answer";

    /// <summary>The password is too short or too long.</summary>
    public const string PasswordLength = "auth.password_length";

    /// <summary>The password is known to others.</summary>
    public const string PasswordBreached = "auth.password_breached";

    /// <summary>The password is mainly a name, an address, or the name of the product or an organisation.</summary>
    public const string PasswordContext = "auth.password_context";

    /// <summary>The password is the one of before.</summary>
    public const string PasswordUnchanged = "auth.password_unchanged";

    /// <summary>The password is easy to guess.</summary>
    public const string PasswordWeak = "auth.password_weak";
}
