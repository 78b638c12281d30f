using CatalystAuth.Contracts.Flows;
using Zxcvbn.Matcher;

namespace CatalystAuth.Identity.Embedded.Passwords;

/// <summary>How hard a password is to guess, by zxcvbn. May be used by many at once.</summary>
internal sealed class PasswordMeter
{
    // What comes behind would only cost time: it grows with the square.
    private const int MostCharacters = 64;

    private const string OwnWords = "user_inputs";
    private const string Passwords = "passwords";

    private readonly Lazy<Zxcvbn.Zxcvbn> _meter = new(() => new Zxcvbn.Zxcvbn());

    /// <summary>The score, 0 to 4, and what makes it so low; null when it is not.</summary>
    /// <param name="password">A normalised password.</param>
    /// <param name="words">What somebody who knows the account would try first.</param>
    public (int Score, string? Feedback) Rate(string password, IEnumerable<string> words)
    {
        var result = _meter.Value.EvaluatePassword(password.Length > MostCharacters ? password[..MostCharacters] : password, ContextWords.PartsOf(words));
        var largest = result.MatchSequence.MaxBy(match => match.Token.Length);
        return (result.Score, result.Score > 2 ? null : largest is null ? PasswordFeedback.TooShort : FeedbackOf(largest, password.Length));
    }

    private static string FeedbackOf(Zxcvbn.Match match, int length) => match switch
    {
        DictionaryMatch { DictionaryName: OwnWords } => PasswordFeedback.Context,
        DictionaryMatch { DictionaryName: Passwords } when match.Token.Length * 2 > length => PasswordFeedback.Common,
        DictionaryMatch => PasswordFeedback.Words,
        SpatialMatch => PasswordFeedback.Keyboard,
        RepeatMatch => PasswordFeedback.Repeat,
        SequenceMatch => PasswordFeedback.Sequence,
        DateMatch => PasswordFeedback.Date,
        _ => PasswordFeedback.TooShort,
    };
}
