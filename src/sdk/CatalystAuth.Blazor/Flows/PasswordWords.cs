using System.Text.Json;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Flows;

namespace CatalystAuth.Blazor.Flows;

/// <summary>
/// What is said of a new password while it is typed, for the script of a page that asks <c>POST /v1/auth/password-strength</c>: the value of
/// <c>data-strength</c>, a JSON object of sentences by what the server finds.
/// </summary>
public static class PasswordWords
{
    private static readonly string[] Verdicts = ["refused", "weak", "strong"];

    private static readonly string[] Feedback =
    [
        PasswordFeedback.Common, PasswordFeedback.TooShort, PasswordFeedback.Context, PasswordFeedback.Words, PasswordFeedback.Keyboard, PasswordFeedback.Repeat,
        PasswordFeedback.Sequence, PasswordFeedback.Date,
    ];

    /// <summary>The sentences, in the reader's language: <c>refused</c>, <c>weak</c>, <c>strong</c>, and one for each of <see cref="PasswordFeedback"/>.</summary>
    public static string Of(CatalystTexts texts) => JsonSerializer.Serialize(
        Verdicts.Concat(Feedback).ToDictionary(word => word, word => texts[$"strength.{word}"]));
}
