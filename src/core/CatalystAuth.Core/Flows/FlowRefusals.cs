using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Core.SignInPolicies;

namespace CatalystAuth.Core.Flows;

/// <summary>Refusals that several steps share.</summary>
internal static class FlowRefusals
{
    public static readonly FlowError NotInOrg = new(
        FlowErrorCodes.InvalidAnswer, "You are not in that organisation, or there is none of that name.", "org");

    public static readonly FlowError InvalidCredentials = new(
        FlowErrorCodes.InvalidCredentials, "The address or the password is wrong.");

    public static readonly FlowError InvalidCode = new(
        FlowErrorCodes.InvalidCode, "The code is wrong, used, or has expired. Ask for another if you need one.", "code");

    public static readonly FlowError InvalidFactorCode = new(
        FlowErrorCodes.InvalidCode, "The code is wrong, or was used already. Wait for the next one.", "code");

    public static readonly FlowError InvalidSetUpCode = new(
        FlowErrorCodes.InvalidCode, "That is not the code that the app shows now. Check the clock of the device.", "code");

    public static readonly FlowError InvalidPasskey = new(
        FlowErrorCodes.InvalidCredentials, "The passkey was not accepted. Try again, or take another way.", "passkey");

    public static readonly FlowError SetUpIsGone = new(
        FlowErrorCodes.InvalidCode, "What the app was set up with has expired, or was replaced in another tab. Set it up with what is shown now.", "code");

    public static readonly FlowError PasswordUnchanged = new(
        FlowErrorCodes.PasswordUnchanged, "That is the password of before. Choose another.", "password");

    public static readonly FlowError NoSuchMethod = new(
        FlowErrorCodes.InvalidAnswer, "That way to sign in is not offered here.", "method");

    public static readonly FlowError InviteOnly = new(
        FlowErrorCodes.InviteOnly, "An account is made by invitation only. Follow the link of yours.");

    public static readonly FlowError SignUpClosed = new(
        FlowErrorCodes.SignUpClosed, "Accounts are made by an admin here.");

    public static readonly FlowError NoMail = new(
        FlowErrorCodes.NoMail, "Mails can't be sent here, so an admin has to help you back in.");

    /// <summary>Whatever is about passwords, where the installation has none.</summary>
    public static readonly Error NoPasswords = new(
        FlowErrorCodes.MethodNotAllowed, "There are no passwords here. Sign in another way, by mail or with a passkey.", ErrorKind.Forbidden);

    public static readonly Error NotOfCaller = new(
        FlowErrorCodes.InvalidAnswer, "A flow within the session of a browser says \"browser\": true; one of a program comes with its access token.", ErrorKind.Invalid);

    public static readonly Error NotABrowser = new(
        FlowErrorCodes.InvalidAnswer, "\"browser\" is for pages of this server. A script is bound to a flow by its secret.", ErrorKind.Invalid);

    public static FlowError OrgNeeds(SignInDemand demand) => new(
        SignInPolicyErrorCodes.Unmet,
        $"That organisation asks for {demand.Describe()}. Begin anew that way, or go on without it and add what is missing to your account.", "org");

    public static Error WrongStep(string active) => new(
        FlowErrorCodes.WrongStep, $"The active step is \"{active}\"; answer that one.", ErrorKind.Conflict);

    /// <summary>Reads the organisation that an answer names; false when it names none by the grammar.</summary>
    public static bool TryReadOrg(string? answer, out OrgRef? org)
    {
        org = null;
        if (answer is null)
        {
            return true;
        }

        if (!OrgRef.TryParse(answer, null, out var parsed))
        {
            return false;
        }

        org = parsed;
        return true;
    }
}
