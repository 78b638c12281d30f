using CatalystAuth.Core.Users;
using CsCheck;

namespace CatalystAuth.Core.Tests.Users;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Ada  King-Noel", "ada,king,noel")]
    [InlineData("ada@mail.Example.com", "ada,mail,example,com")]
    [InlineData("Ada ADA", "ada")]
    [InlineData("!!!", "")]
    [InlineData("李明 Ærø", "李明,ærø")]
    public void Text_is_cut_into_words(string text, string words) => string.Join(',', SearchWords.Of(text)).ShouldBe(words);

    [Fact]
    public void Every_word_is_short_in_lower_case_and_made_of_what_was_there() => Gen.String.Sample(text =>
    {
        foreach (var word in SearchWords.Of(text))
        {
            word.Length.ShouldBeInRange(1, SearchWords.MaxLength);
            text.ToLowerInvariant().ShouldContain(word);
            SearchWords.Of(word).ShouldBe([word]);
        }
    });

    [Fact]
    public void No_word_is_the_term_of_a_label() =>
        Gen.String.Sample(text => SearchWords.Of(text).ShouldAllBe(word => !word.StartsWith(SearchWords.OfLabel(string.Empty))));
}
