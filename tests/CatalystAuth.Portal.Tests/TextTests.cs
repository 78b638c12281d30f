using System.Text.RegularExpressions;
using CatalystAuth.Blazor.Texts;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Server.Portal.Texts;
using CatalystAuth.Testing;

namespace CatalystAuth.Portal.Tests;

/// <summary>The words of both languages.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void Both_languages_have_all_keys()
    {
        CatalystTexts.German.Keys.Order().ShouldBe(CatalystTexts.English.Keys.Order());
        PortalTexts.German.Keys.Order().ShouldBe(PortalTexts.English.Keys.Order());
    }

    [Fact]
    public void Both_fill_in_the_same_values()
    {
        foreach (var key in PortalTexts.English.Keys)
        {
            Places(PortalTexts.German[key]).ShouldBe(Places(PortalTexts.English[key]), key);
        }
    }

    [Fact]
    public void Every_key_that_is_used_has_a_text()
    {
        var folders = new[] { "src/edge/CatalystAuth.Server/Portal", "src/sdk/CatalystAuth.Blazor" }.Select(folder => Path.Combine(Repository.Root, folder));
        var used = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct();

        used.Except(PortalTexts.English.Keys).ShouldBeEmpty();
    }

    /// <summary>What the portal's forms can be refused for, by code and field.</summary>
    public static TheoryData<string, string[]> Refusals => new()
    {
        { "flow.invalid_answer", ["action", "email", "identifier", "link", "method", "name", "org", "passkey", "password"] },
        { "user.invalid_profile", ["name", "givenName", "familyName", "avatarUrl", "locale", "timeZone", "phone", "bio", "links"] },
        { "org.invalid_profile", ["description", "website", "logoUrl"] },
        { "sign_in_policy.invalid", ["methods", "signUp", "breakGlassUserId", "reason"] },
        { "auth.invalid_code", ["code"] },
        { "auth.password_breached", ["password"] },
        { "auth.password_context", ["password"] },
        { "auth.password_length", ["password"] },
        { "auth.password_unchanged", ["password"] },
        { "auth.password_weak", ["password"] },
        { "factor.invalid_name", ["name"] },
        { "factor.wrong_code", ["code"] },
        { "invitation.invalid_email", ["email"] },
        { "key.invalid_name", ["name"] },
        { "key.invalid_scope", ["scopes"] },
        { "key.scope_not_held", ["scopes"] },
        { "member.unknown_role", ["role"] },
        { "org.invalid_name", ["name"] },
        { "org.invalid_slug", ["slug"] },
        { "org.slug_taken", ["slug"] },
        { "org.too_many_slugs", ["slug"] },
        { "user.invalid_email", ["address"] },
        { "user.invalid_email_code", ["code"] },
        { "user.wrong_password", ["currentPassword"] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_refusal_of_a_field_has_words_of_its_own_in_both_languages(string code, string[] fields)
    {
        foreach (var field in fields)
        {
            const string Programs = "what programs are told";
            var (english, german) = (PortalTexts.English.OfError(code, field, Programs), PortalTexts.German.OfError(code, field, Programs));
            english.ShouldNotBe(Programs, field);
            german.ShouldNotBe(Programs, field);
            german.ShouldNotBe(english, field);
            new[] { english, german }.ShouldAllBe(text => !text.Contains(code, StringComparison.Ordinal) && !text.Contains("E.164", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_refusal_says_how_long_it_holds_where_that_is_known()
    {
        var refused = new Error("auth.too_many_attempts", "Wait.", ErrorKind.TooMany);
        PortalTexts.English.OfError(refused).ShouldBe("There were too many wrong attempts. Wait a moment, then try again.");
        PortalTexts.English.OfError(refused with { RetryAfter = TimeSpan.FromSeconds(61) }).ShouldBe("There were too many wrong attempts. Try again in 2 minutes.");
        PortalTexts.German.OfError(refused with { RetryAfter = TimeSpan.FromSeconds(60) })
            .ShouldBe("Es gab zu viele falsche Versuche. Versuche es in einer Minute noch einmal.");
        PortalTexts.German.OfError(refused with { RetryAfter = TimeSpan.FromMilliseconds(10_200) })
            .ShouldBe("Es gab zu viele falsche Versuche. Versuche es in 11 Sekunden noch einmal.");
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    // T["…"], Texts["…"], T.Format("…"
    [GeneratedRegex(@"(?:T|Texts)(?:\[|\.Format\()""([^""{]+)""")]
    private static partial Regex Key();
}
