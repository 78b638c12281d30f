using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core;
using CatalystAuth.Core.Passwords;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>What a new password has to be (NIST SP 800-63B §3.1.1.2): long, not known to others, hard to guess. Nothing about signs and digits.</summary>
internal sealed partial class PasswordRules(
    PasswordMeter meter, IOptions<EmbeddedIdentityOptions> options, IOptions<ProductOptions> product, ILogger<PasswordRules> logger) : IPasswordMeter
{
    private static readonly Error Breached = Error.Field(
        FlowErrorCodes.PasswordBreached, "password", "This password is known to others: it is in a list of those that are tried first. Choose another.");

    private static readonly Error Context = Error.Field(
        FlowErrorCodes.PasswordContext, "password", "A password is not mainly the name, the address, or the name of the product or an organisation.");

    private static readonly Error Weak = Error.Field(
        FlowErrorCodes.PasswordWeak, "password", "This password is easy to guess. Several words that have nothing to do with each other are hard to.");

    public int ShortestLength(bool hasSecondFactor) =>
        hasSecondFactor ? options.Value.MinimumPasswordLengthWithMfa : options.Value.MinimumPasswordLength;

    /// <summary>Checks a new password.</summary>
    public Result Check(string password, PasswordContext context)
    {
        var settings = options.Value;
        var shortest = ShortestLength(context.HasSecondFactor);
        if (PasswordText.Normalize(password) is not { } normalized
            || PasswordText.LengthOf(normalized) is var length && (length < shortest || length > EmbeddedIdentityOptions.MaximumPasswordLength))
        {
            return Error.Field(
                FlowErrorCodes.PasswordLength, "password", $"A password has {shortest} to {EmbeddedIdentityOptions.MaximumPasswordLength} characters.");
        }

        var words = WordsOf(context);
        return IsKnown(normalized) ? Breached
            : ContextWords.MakeUp(normalized, words) ? Context
            : meter.Rate(normalized, words).Score < settings.MinimumPasswordScore ? Weak
            : Result.Success;
    }

    public PasswordFault FaultOf(string password)
    {
        if (PasswordText.Normalize(password) is not { } normalized)
        {
            return PasswordFault.None;
        }

        var length = PasswordText.LengthOf(normalized);
        return IsFoundKnown(normalized) ? PasswordFault.Known
            : length < ShortestLength(hasSecondFactor: true) ? PasswordFault.TooShort
            : length < ShortestLength(hasSecondFactor: false) ? PasswordFault.TooShortAlone
            : PasswordFault.None;
    }

    public PasswordStrength Rate(string password, PasswordContext context)
    {
        var refusal = Check(password, context) is { IsSuccess: false } refused ? refused.Error : null;
        if (PasswordText.Normalize(password) is not { } normalized)
        {
            return new(0, IsAccepted: false);
        }

        if (IsKnown(normalized))
        {
            return new(0, IsAccepted: false, PasswordFeedback.Common);
        }

        var (score, feedback) = meter.Rate(normalized, WordsOf(context));

        // What is refused is not called strong.
        return refusal is null ? new(score, IsAccepted: true, feedback) : refusal.Code switch
        {
            FlowErrorCodes.PasswordContext => new(Math.Min(score, 1), IsAccepted: false, PasswordFeedback.Context),
            FlowErrorCodes.PasswordLength => new(Math.Min(score, 2), IsAccepted: false, PasswordFeedback.TooShort),
            _ => new(score, IsAccepted: false, feedback),
        };
    }

    private bool IsKnown(string normalized) =>
        CommonPasswords.Contain(normalized)
        || (options.Value.BreachedPasswordsFile is { Length: > 0 } file && BreachedPasswordsFile.Contains(file, normalized));

    // Nobody is kept out because the list can't be read, as while it is replaced by a newer one.
    private bool IsFoundKnown(string normalized)
    {
        try
        {
            return IsKnown(normalized);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(e);
            return false;
        }
    }

    private IReadOnlyList<string> WordsOf(PasswordContext context) => [.. context.Words, product.Value.Name];

    [LoggerMessage(LogLevel.Warning, "The file of breached passwords can't be read; a password that was used to sign in was not looked for in it.")]
    private partial void LogUnreadable(Exception exception);
}
