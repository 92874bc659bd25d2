using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Page.Languages;

/// <summary>The catalogs have what the page's files use, and those have no text besides. No browser is needed to see that.</summary>
public sealed partial class CatalogTests
{
    /// <summary>Names of keys and headers, and errors that nobody sees.</summary>
    private static readonly string[] NoTexts = ["Enter", "Escape", "Tab", "Bearer ", "The formula is too deep."];

    public static TheoryData<string> Languages => [.. PageCatalog.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_catalog_has_each_text_of_the_page_and_else_only_texts_of_the_server(string language)
    {
        var catalog = new PageCatalog(language);
        var program = string.Concat(SourceTree.Program.Select(SourceTree.Read));

        Assert.Empty(PageTexts.Keys.Except(catalog.Texts.Keys));
        Assert.DoesNotContain(
            catalog.Texts.Keys.Except(PageTexts.Keys), text => !program.Contains($"\"{text}\"", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_translation_has_the_places_and_the_forms_of_its_text_and_no_markup(string language) =>
        Assert.Each(new PageCatalog(language).Texts, text =>
        {
            var (key, forms) = (text.Key, text.Value);
            var isCounted = PageTexts.Plurals.ContainsKey(key);
            var whole = forms[isCounted ? "other" : ""];
            Assert.Equal(PageCatalog.PlacesIn(key), PageCatalog.PlacesIn(whole));
            Assert.True(isCounted || forms.Count == 1, key);
            Assert.Each(forms.Values, form =>
            {
                Assert.Empty(PageCatalog.PlacesIn(form).Except(PageCatalog.PlacesIn(key)));
                Assert.Equal(form.Trim(), form);
                Assert.Matches(@"^[^<>&]+$", form);
            });
        });

    [Fact]
    public void The_English_catalog_says_what_the_page_says_without_it()
    {
        var english = new PageCatalog("en").Texts;

        Assert.Each(english, text => Assert.Equal(PageTexts.Plurals.GetValueOrDefault(text.Key, [text.Key]), text.Value.Values));
        Assert.Each(english.Where(text => text.Value.Count > 1), text => Assert.Equal(["one", "other"], text.Value.Keys));
    }

    [Fact]
    public void The_page_knows_every_catalog()
    {
        var code = PageTexts.Scripts.Single(script => script.Path == "js/text.js").Code;

        var known = Name().Matches(Known().Match(code).Value).Select(match => match.Groups[1].Value);

        Assert.Equal(PageCatalog.Languages.Except(["en"]), known);
    }

    [Fact]
    public void A_script_has_no_text_that_is_not_translated() => Assert.Each(
        PageTexts.Scripts.Where(script => script.Path != "js/markdown/entities.js"),
        script => Assert.Empty(PageTexts.Literals(script.Code).Where(literal => Sentence().IsMatch(literal)).Except(NoTexts)));

    /// <summary>A text that is put together is found in no catalog. Only problems of the server come as they are.</summary>
    [Fact]
    public void A_script_looks_up_whole_texts() => Assert.Each(
        PageTexts.Scripts.Where(script => script.Path is not ("js/text.js" or "js/http.js")),
        script => Assert.DoesNotMatch(@"\bt\((?!\s*')|\bplural\((?!\s*[\w.]+,\s*'[^']*',\s*'[^']*')", script.Code));

    /// <summary>The catalog may come later than the first modules.</summary>
    [Fact]
    public void No_module_looks_up_a_text_while_the_first_ones_are_loaded() => Assert.Each(
        PageTexts.Scripts.Where(script => FirstFiles.All.Contains(script.Path)),
        script => Assert.DoesNotContain(Constant().Matches(script.Code), constant => Lookup().IsMatch(constant.Value)));

    /// <summary>A value that a module has from the start, to its end. A function has brackets first.</summary>
    [GeneratedRegex(@"^(?:export )?(?:const|let) \S+ = (?!\(|\w+ =>|async ).*?;$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\b(?:t|plural)\(")]
    private static partial Regex Lookup();

    [GeneratedRegex(@"^\s*\p{P}?\p{Lu}\p{Ll}+(?:$|[ .,!?…])|\p{Ll} \p{Ll}.*[.!?…]$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"const LANGUAGES = \[[^\]]*\]")]
    private static partial Regex Known();

    [GeneratedRegex("'(.*?)'")]
    private static partial Regex Name();
}
