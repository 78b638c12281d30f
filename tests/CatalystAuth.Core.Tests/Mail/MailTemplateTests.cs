using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.Mail.Templates;
using CatalystAuth.Core.Orgs;

namespace CatalystAuth.Core.Tests.Mail;

/// <summary>What mails say, and how they look to a mail program.</summary>
public sealed partial class MailTemplateTests
{
    public static TheoryData<int, string> Everything =>
    [
        .. Enumerable.Range(0, MailSamples.All.Count).SelectMany(index => MailLocales.All.Select(locale => new TheoryDataRow<int, string>(index, locale))),
    ];

    [Fact]
    public void Each_mail_has_a_sample_and_its_kind_is_the_one_that_it_is_stored_with()
    {
        var stored = typeof(MailMessage).GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(known => known.DerivedType, known => (string)known.TypeDiscriminator!);

        stored.Keys.ShouldBe(typeof(MailMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MailMessage))), ignoreOrder: true);
        MailSamples.All.Select(mail => mail.GetType()).Distinct().ShouldBe(stored.Keys, ignoreOrder: true);
        MailSamples.All.ShouldAllBe(mail => stored[mail.GetType()] == mail.Kind);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Each_mail_is_whole_in_each_language(int index, string locale)
    {
        var message = MailSamples.All[index];
        var mail = MailSamples.Render(message, locale, "Ada");

        mail.Language.ShouldBe(locale);
        mail.Subject.Length.ShouldBeInRange(10, 78);
        foreach (var part in new[] { mail.Subject, mail.Text, Words().Replace(mail.Html, string.Empty) })
        {
            part.ShouldNotContain("{");
            part.ShouldNotContain("}");
            part.ShouldNotContain("  ,");
            part.ShouldNotContain("CatalystAuth");
        }

        mail.Text.ShouldContain("Acme Cloud");
        mail.Text.ShouldContain(locale == "de" ? "Hallo Ada," : "Hello Ada,");

        // The last question of each: what if it was somebody else.
        mail.Html.ShouldContain("<strong");
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Html_and_text_have_the_same_links_and_codes_and_the_link_can_be_seen_below_its_button(int index, string locale)
    {
        var mail = MailSamples.Render(MailSamples.All[index], locale);
        var lines = mail.Text.Split('\n');

        var shown = XDocument.Parse(ToXml(mail.Html));
        var hrefs = shown.Descendants("a").Select(link => link.Attribute("href")!.Value).Distinct().ToList();

        hrefs.ShouldBe(lines.Where(line => line.StartsWith("https://", StringComparison.Ordinal)).Distinct());
        foreach (var button in shown.Descendants("table").Where(table => (string?)table.Attribute("class") == "button"))
        {
            shown.Descendants("a").Count(link => link.Value == button.Descendants("a").Single().Attribute("href")!.Value).ShouldBeGreaterThan(0);
        }

        mail.Html.Contains("12345678", StringComparison.Ordinal).ShouldBe(mail.Text.Contains("12345678", StringComparison.Ordinal));
    }

    [Fact]
    public void Languages_differ_in_all_that_they_say()
    {
        foreach (var message in MailSamples.All)
        {
            var (english, german) = (MailSamples.Render(message, "en"), MailSamples.Render(message, "de"));
            german.Subject.ShouldNotBe(english.Subject);
            var same = english.Text.Split('\n').Intersect(german.Text.Split('\n')).Where(line => line.Contains(' ', StringComparison.Ordinal)).ToList();
            same.ShouldAllBe(line => line.StartsWith("    ", StringComparison.Ordinal) || line == "-- " || line.StartsWith("Name: ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("DE_ch", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    [InlineData("deutsch", "en")]
    public void A_locale_chooses_a_language(string? locale, string language) => MailLanguages.Choose(locale).Language.ShouldBe(language);

    [Fact]
    public void The_first_locale_that_is_known_decides() => MailLanguages.Choose(null, "fr", "de", "en").Language.ShouldBe("de");

    [Fact]
    public void Everything_is_encoded()
    {
        const string Evil = "<img src=x onerror=alert(1)>\"'&";
        var mail = MailSamples.Render(
            new InvitationMail(Evil, Evil, "https://id.example.com/\"><script>alert(1)</script>", MailSamples.Now.AddDays(1)), name: Evil,
            scene: MailSamples.Scene(new MailBrand(Evil, "\"><script>", "https://example.com/\"><script>", "#000000")));

        mail.Html.ShouldNotContain("<img src=x");
        mail.Html.ShouldNotContain("<script>");
        XDocument.Parse(ToXml(mail.Html)).Descendants("script").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Ada\r\nBcc: victim@example.com")]
    [InlineData("Ada\nSubject: won")]
    [InlineData("Ada\u0000\u2028\u2029x")]
    [InlineData("Ada\u202eevil")]
    public void No_name_breaks_out_of_its_line(string name)
    {
        var mail = MailSamples.Render(new InvitationMail(name, name, MailSamples.Link, MailSamples.Now.AddDays(1)), name: name);

        foreach (var line in new[] { mail.Subject, mail.To.Name! })
        {
            line.Count(character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202e').ShouldBe(0);
        }

        mail.Text.Split('\n').ShouldNotContain(line => line.StartsWith("Bcc:", StringComparison.Ordinal) || line.StartsWith("Subject:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Win at https://evil.example/now")]
    [InlineData("evil.example")]
    [InlineData("www.evil.example")]
    [InlineData("me@evil.example")]
    public void No_name_becomes_a_link_in_a_mail_program(string name)
    {
        var plain = PlainWords.Of(name);

        Linkified().IsMatch(name).ShouldBeTrue();
        Linkified().IsMatch(plain).ShouldBeFalse(plain);
    }

    [Fact]
    public void Names_are_left_as_they_are_when_they_do_no_harm_and_long_ones_are_cut()
    {
        PlainWords.Of("Dr. Zoë O'Neil-Ångström, Ph.").ShouldBe("Dr. Zoë O'Neil-Ångström, Ph.");
        PlainWords.Of("李小龍 🦆").ShouldBe("李小龍 🦆");
        PlainWords.Of(new string('x', 500)).Length.ShouldBe(80);
        PlainWords.Of(new string('x', 78) + "🦆🦆").EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
    }

    [Theory]
    [InlineData("#ffffff", "#14161f")]
    [InlineData("#ffe000", "#14161f")]
    [InlineData("#000000", "#ffffff")]
    [InlineData("#5b3df5", "#ffffff")]
    [InlineData("#0a7d4f", "#ffffff")]
    public void The_button_can_be_read_on_any_colour(string color, string on) => new MailBrand("Acme", null, null, color).OnColor.ShouldBe(on);

    [Fact]
    public void A_brand_is_an_organisations_name_logo_and_colour()
    {
        var org = new Organisation
        {
            Id = default,
            Slug = "acme",
            Name = "Acme",
            LogoUrl = "https://acme.example/logo.png",
            OwnerUserId = default(UserId),
            CreatedAt = MailSamples.Now,
            UpdatedAt = MailSamples.Now,
        };
        var entry = new OrgProfileEntry { OrgId = org.Id };
        entry.Write(org, new OrgProfile(1) { LogoUrl = org.LogoUrl, Colors = new BrandColors(Primary: "#112233") });

        var brand = MailBrand.Of(org, entry, "Acme Cloud");
        var mail = MailSamples.Render(new InvitationMail("Acme", "Ada", MailSamples.Link, MailSamples.Now.AddDays(7)), scene: MailSamples.Scene(brand));

        brand.ShouldBe(new MailBrand("Acme", "Acme Cloud", "https://acme.example/logo.png", "#112233"));
        mail.Html.ShouldContain("src=\"https://acme.example/logo.png\" alt=\"Acme\"");
        mail.Html.ShouldContain("background:#112233");
        mail.Text.ShouldContain("join Acme on Acme Cloud");
        mail.Text.ShouldContain("Sent automatically for Acme by Acme Cloud.");
    }

    [Theory]
    [InlineData(1, "one minute", "eine Minute")]
    [InlineData(10, "10 minutes", "10 Minuten")]
    [InlineData(60, "60 minutes", "60 Minuten")]
    [InlineData(24 * 60, "24 hours", "24 Stunden")]
    [InlineData(7 * 24 * 60, "7 days", "7 Tage")]
    [InlineData(-5, "one minute", "eine Minute")]
    public void A_life_is_said_as_people_do(int minutes, string english, string german)
    {
        var message = new UnlockMail(MailSamples.Link, MailSamples.Now.AddMinutes(minutes));

        MailSamples.Render(message, "en").Text.ShouldContain($"for {english}.");
        MailSamples.Render(message, "de").Text.ShouldContain($"gilt {german}.");
    }

    [Fact]
    public void Times_are_those_of_the_readers_clock()
    {
        var berlin = TimeZoneInfo.CreateCustomTimeZone("Europe/Berlin", TimeSpan.FromHours(1), null, null);
        var message = new AccountDeletedMail(MailSamples.Now);

        MailSamples.Render(message, "en").Text.ShouldContain("26 November 2026, 06:25 (UTC)");
        MailSamples.Render(message, "de", scene: MailSamples.Scene(zone: berlin)).Text.ShouldContain("26.11.2026, 07:25 (Europe/Berlin)");
    }

    [Fact]
    public void What_is_stored_is_read_again_and_no_text_of_it_has_a_secret()
    {
        foreach (var message in MailSamples.All)
        {
            var content = new MailContent(new("ada@example.com", "Ada"), message, "de", default(OrgId));
            var json = JsonSerializer.Serialize(content, MailJsonContext.Default.MailContent);

            JsonSerializer.Deserialize(json, MailJsonContext.Default.MailContent).ShouldBe(content);
            foreach (var text in new[] { $"{message}", $"{content}", $"{MailSamples.Render(message)}" })
            {
                text.ShouldNotContain("12345678");
                text.ShouldNotContain("https:");
                text.ShouldNotContain("ada@");
            }
        }
    }

    [Theory]
    [InlineData(1, 0, 4)]
    [InlineData(1, 1, 6)]
    [InlineData(3, 0.5, 60)]
    [InlineData(7, 0.5, 3600)]
    [InlineData(500, 0.5, 3600)]
    public void The_wait_grows_and_is_never_the_same_for_all(int tries, double random, int seconds) =>
        MailRetries.Next(tries, random).TotalSeconds.ShouldBe(seconds, 0.001);

    // What programs make links of: a scheme, or something.something.
    [GeneratedRegex(@"https?://|\w\.\w|\w@\w")]
    private static partial Regex Linkified();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Words();

    private static string ToXml(string html) => Void().Replace(Words().Replace(html, string.Empty), "<$1$2/>")
        .Replace("<!doctype html>", string.Empty, StringComparison.Ordinal).Replace("&zwnj;", string.Empty, StringComparison.Ordinal)
        .Replace("&nbsp;", " ", StringComparison.Ordinal);

    [GeneratedRegex("<(meta|br|img)((?: [^>]*)?)>")]
    private static partial Regex Void();
}
