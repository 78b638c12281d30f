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
}
