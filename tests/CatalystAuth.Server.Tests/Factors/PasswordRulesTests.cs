using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Core;
using CatalystAuth.Core.Passwords;
using CatalystAuth.Identity.Embedded;
using CatalystAuth.Identity.Embedded.Passwords;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests.Factors;

/// <summary>What may be a password.</summary>
public sealed class PasswordRulesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("correct horse battery staple", false, null)]
    [InlineData("tulip-orbit-91", false, FlowErrorCodes.PasswordLength)]
    [InlineData("tulip-orbit-91", true, null)]
    [InlineData("tulip9!", true, FlowErrorCodes.PasswordLength)]
    [InlineData("", true, FlowErrorCodes.PasswordLength)]
    [InlineData("password", true, FlowErrorCodes.PasswordBreached)]
    [InlineData("PASSword", true, FlowErrorCodes.PasswordBreached)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaa", false, FlowErrorCodes.PasswordWeak)]
    [InlineData("12345678901234567890", false, FlowErrorCodes.PasswordWeak)]
    [InlineData("password1234567", false, FlowErrorCodes.PasswordWeak)]
    [InlineData("Ada.Lovelace.1815.12", false, FlowErrorCodes.PasswordContext)]
    [InlineData("catalyst-auth-catalyst", false, FlowErrorCodes.PasswordContext)]
    [InlineData("Acme_Rockets-Acme_Rockets!", false, FlowErrorCodes.PasswordContext)]
    [InlineData("lovelace wrote the first loop by hand", false, null)]
    public void A_new_password(string password, bool hasSecondFactor, string? refusal) =>
        CodeOf(NewRules().Check(password, Context(hasSecondFactor))).ShouldBe(refusal);

    [Fact]
    public void Characters_are_counted_not_their_units()
    {
        // Fifteen times two units.
        CodeOf(NewRules(score: 0).Check(string.Concat(Enumerable.Range(0, 15).Select(i => char.ConvertFromUtf32(0x1F600 + i))), Context())).ShouldBeNull();
        CodeOf(NewRules(score: 0).Check(string.Concat(Enumerable.Range(0, 14).Select(i => char.ConvertFromUtf32(0x1F600 + i))), Context()))
            .ShouldBe(FlowErrorCodes.PasswordLength);

        // A letter and its mark are one.
        CodeOf(NewRules(score: 0).Check(string.Concat(Enumerable.Repeat("e\u0301", 14)), Context())).ShouldBe(FlowErrorCodes.PasswordLength);
        CodeOf(NewRules().Check(new string('x', 100_000), Context())).ShouldBe(FlowErrorCodes.PasswordLength);
        CodeOf(NewRules().Check("correct horse \uD800 staple", Context())).ShouldBe(FlowErrorCodes.PasswordLength);
    }

    [Theory]
    [InlineData("correct horse battery staple", 4, true, null)]
    [InlineData("password", 0, false, PasswordFeedback.Common)]
    [InlineData("tulip-orbit-91", 2, false, PasswordFeedback.TooShort)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaa", 0, false, PasswordFeedback.Repeat)]
    [InlineData("abcdefghijklmnopqrst", 0, false, PasswordFeedback.Sequence)]
    public void While_it_is_typed(string password, int score, bool isAccepted, string? feedback) =>
        NewRules().Rate(password, Context()).ShouldBe(new PasswordStrength(score, isAccepted, feedback));

    [Fact]
    public void What_ships_knows_many() => CommonPasswords.Count.ShouldBeGreaterThan(10_000);

    [Fact]
    public void The_operators_file_is_searched_where_it_lies()
    {
        var known = Enumerable.Range(0, 500).Select(i => $"well known to thieves {i}").ToList();
        Write(known.Select((password, i) => $"{Sha1(password)}:{(int)Math.Pow(10, i % 9)}"));

        BreachedPasswordsFile.ProblemWith(_file).ShouldBeNull();
        known.ShouldAllBe(password => BreachedPasswordsFile.Contains(_file, password));
        Enumerable.Range(0, 500).ShouldAllBe(i => !BreachedPasswordsFile.Contains(_file, $"known to nobody {i}"));
        CodeOf(NewRules(file: _file).Check(known[7], Context())).ShouldBe(FlowErrorCodes.PasswordBreached);
    }

    [Fact]
    public void A_file_of_one_line_and_one_without_end_of_line()
    {
        Write([$"{Sha1("only one")}:1"]);
        BreachedPasswordsFile.Contains(_file, "only one").ShouldBeTrue();
        BreachedPasswordsFile.Contains(_file, "another").ShouldBeFalse();

        File.WriteAllText(_file, $"{Sha1("only one")}:1");
        BreachedPasswordsFile.Contains(_file, "only one").ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_is_none_stops_the_start()
    {
        File.WriteAllText(_file, "password\n");
        foreach (var path in new[] { _file, _file + ".missing" })
        {
            var result = new EmbeddedIdentityOptionsValidation().Validate(null, new() { BreachedPasswordsFile = path });
            result.FailureMessage.ShouldNotBeNull().ShouldContain("Catalyst__Identity__BreachedPasswordsFile");
        }
    }

    [Theory]
    [InlineData("\uFB01ne", "fine")]
    [InlineData("\u2460\uFF21\u3000b", "1A b")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1E9B\u0323", "\u1E69")]
    [InlineData("\u0958", "\u0915\u093C")]
    public void Letters_are_the_same_however_they_are_typed(string typed, string normalized) => Nfkc.Of(typed).ShouldBe(normalized);

    [Fact]
    public void Every_code_point_is_normalised_as_Unicode_says()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var rune = 0; rune < 0x110000; rune++)
        {
            if (Rune.IsValid(rune))
            {
                digest.AppendData(Encoding.UTF8.GetBytes(Nfkc.Of($"a{char.ConvertFromUtf32(rune)}\u0323\u0301")));
            }
        }

        Convert.ToHexStringLower(digest.GetHashAndReset()).ShouldBe("0e7217407093a2b8d70ef7d291dc7906c0e6566967a445477bc202b8dbc315e3");
    }

    [Fact]
    public void What_is_normalised_stays_as_it_is() => Gen.String.Sample(text => Nfkc.Of(Nfkc.Of(text)) == Nfkc.Of(text));

    public void Dispose() => File.Delete(_file);

    private static string? CodeOf(Contracts.Results.Result result) => result.IsSuccess ? null : result.Error.Code;

    private static PasswordContext Context(bool hasSecondFactor = false) =>
        PasswordContext.Of("ada.lovelace@example.com", "Ada Lovelace", hasSecondFactor, ["Acme Rockets"]);

    private static PasswordRules NewRules(int score = 3, string? file = null) => new(
        new(), Options.Create(new EmbeddedIdentityOptions { MinimumPasswordScore = score, BreachedPasswordsFile = file }), Options.Create(new ProductOptions()),
        NullLogger<PasswordRules>.Instance);

    private void Write(IEnumerable<string> lines) => File.WriteAllText(_file, string.Concat(lines.Order(StringComparer.Ordinal).Select(line => line + "\r\n")));

#pragma warning disable CA5350
    private static string Sha1(string text) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
