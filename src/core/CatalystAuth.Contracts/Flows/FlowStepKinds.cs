namespace CatalystAuth.Contracts.Flows;

/// <summary>The kinds of step. Others may come: a renderer that does not know a kind says that it is too old, and guesses nothing.</summary>
public static class FlowStepKinds
{
    /// <summary>Who it is: the answer <c>identifier</c>, or at once the answer <c>passkey</c>.</summary>
    public const string Identify = "identify";

    /// <summary>The answer <c>password</c>.</summary>
    public const string Password = "password";

    /// <summary>Several answers at once; the step's fields name them, or its prompts describe them.</summary>
    public const string Prompt = "prompt";

    /// <summary>A mail is on its way, if the account exists: the answer <c>code</c>, or <c>link</c> with the token of its link.</summary>
    public const string EmailSent = "email_sent";

    /// <summary>A second factor: the answer <c>code</c>, or <c>passkey</c>; <c>method</c> says of what.</summary>
    public const string Mfa = "mfa";

    /// <summary>A passkey alone: the answer <c>passkey</c>.</summary>
    public const string Passkey = "passkey";

    /// <summary>An authenticator app is to be set up: the answer <c>code</c> that it shows.</summary>
    public const string TotpSetup = "totp_setup";

    /// <summary>Recovery codes are shown, this once: the answer <c>action</c> <c>continue</c>.</summary>
    public const string RecoveryCodes = "recovery_codes";

    /// <summary>A passkey is to be made: the answer <c>passkey</c>.</summary>
    public const string PasskeySetup = "passkey_setup";

    /// <summary>Which organisation to enter: the answer <c>org</c>.</summary>
    public const string ChooseOrg = "choose_org";

    /// <summary>
    /// An organisation that its user is not in, and may join: the answer <c>action</c> <c>continue</c>, or <c>decline</c> to go on without it.
    /// </summary>
    public const string Consent = "consent";

    /// <summary>
    /// The browser is to go elsewhere, by the step's <c>url</c> or its <c>form</c>; who is back answers <c>action</c> <c>continue</c> where that is offered.
    /// </summary>
    public const string Redirect = "redirect";

    /// <summary>The flow ended without success; its errors say why.</summary>
    public const string Denied = "denied";

    /// <summary>The flow succeeded; the response carries user, session and tokens.</summary>
    public const string Done = "done";
}
