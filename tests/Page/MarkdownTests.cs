namespace SamosaChaat.Tests.Page;

/// <summary>What the page makes of Markdown, asked of its own modules in the browser that runs them.</summary>
public sealed class MarkdownTests(Browser browser, SqliteServer server)
{
    private const string Show =
        """
        async (text) => {
          const { GrowingText } = await import('/js/markdown/growing.js');
          const element = document.createElement('div');
          new GrowingText(element).set(text);
          element.querySelectorAll('.copy-code, [hidden]').forEach((button) => button.remove());
          return element.innerHTML.replace(/ (dir|class|start|tabindex|role|scope|aria-label|target|rel|type|data-label|hidden)="[^"]*"/g, '');
        }
        """;

    [Fact]
    public async Task It_is_read_as_it_is_meant()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");

        foreach (var (markdown, html) in Meant) Assert.Equal(html, await page.Page.EvaluateAsync<string>(Show, markdown));
    }

    [Fact]
    public async Task A_text_that_grows_looks_in_the_end_as_one_that_comes_at_once()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        // The libraries change code and formulas later, at a time of their own.
        await PageLibraries.LeaveOutAsync(page);
        await page.Page.GotoAsync("/");
        var text = string.Join("\n\n", Meant.Select(meant => meant.Markdown)) + "\n\na | b\n---|---\n1 | 2\n\nfoo\n-5 degrees\n\n```\nnot closed";

        var same = await page.Page.EvaluateAsync<string[]>(
            """
            async (text) => {
              const { GrowingText } = await import('/js/markdown/growing.js');
              const [grown, whole] = [document.createElement('div'), document.createElement('div')];
              const growing = new GrowingText(grown);
              for (let at = 0; at < text.length; at += 3) {
                growing.append(text.slice(at, at + 3));
                await new Promise(requestAnimationFrame);
              }
              growing.set(text);
              new GrowingText(whole).set(text);
              return [grown.innerHTML, whole.innerHTML];
            }
            """,
            text);

        Assert.Equal(same[1], same[0]);
    }

    [Fact]
    public async Task A_text_that_is_made_to_be_slow_is_shown_all_the_same()
    {
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");

        foreach (var (again, end) in new[] { ("[", ""), ("*a ", ""), ("](", ""), ("[x](a \"", ""), ("> ", "x"), ("- ", "x"), ("# ", "x"), ("* ", "x"), ("_", ""), ("<https://a", ""), ("`` ` ", ""), ("$a ", ""), ("$$a", ""), ("\\(", ""), ("\\[", ""), ("a@b", ""), ("www.a", ""), ("<a b=\"", ""), ("[a]: b\n", "\nx"), ("[a][", ""), ("a **b ", ""), ("*a_ ", ""), ("- a\n", ""), ("| a ", "\n|-|"), ("x\n", ""), ("http://a.b)", "") })
        {
            var text = string.Concat(Enumerable.Repeat(again, 10_000)) + end;

            Assert.NotEmpty(await page.Page.EvaluateAsync<string>(Show, text));
        }
    }

    private static readonly (string Markdown, string Html)[] Meant =
    [
        ("Plain\ntext.", "<p>Plain\ntext.</p>"),
        ("# One #\n## Two", "<h3>One</h3><h4>Two</h4>"),
        ("**bold** *it* ***both*** __b__ _i_ ~~gone~~", "<p><strong>bold</strong> <em>it</em> <em><strong>both</strong></em> <strong>b</strong> <em>i</em> <del>gone</del></p>"),
        ("2 * 3 * 4, snake_case_name, **not closed", "<p>2 * 3 * 4, snake_case_name, **not closed</p>"),
        ("`a <b>` ``c`d`` `open", "<p><code>a &lt;b&gt;</code> <code>c`d</code> `open</p>"),
        (@"\*no\* \<b>", "<p>*no* &lt;b&gt;</p>"),
        ("[a *link*](https://x.example/a_b_(c)) and https://y.example/z_1.", "<p><a href=\"https://x.example/a_b_(c)\">a <em>link</em></a> and <a href=\"https://y.example/z_1\">https://y.example/z_1</a>.</p>"),
        ("[1] [2](mailto:a@b.example)", "<p>[1] <a href=\"mailto:a@b.example\">2</a></p>"),
        ("- a\n- b\n  - c\n\n    d\n- e", "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p><p>d</p></li></ul></li><li><p>e</p></li></ul>"),
        ("3. three\n4. four\nlazy", "<ol><li><p>three</p></li><li><p>four\nlazy</p></li></ol>"),
        ("> a\n> > b\n\nc", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>"),
        ("| a | b |\n|:-:|--:|\n| 1 \\| 2 | `x` |\n| only |", "<div><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1 | 2</td><td><code>x</code></td></tr><tr><td>only</td><td></td></tr></tbody></table></div>"),
        ("```cs\nvar x = \"<b>\";\n\n# no heading\n```\nafter", "<figure><figcaption><span>cs</span></figcaption><pre><code>var x = \"&lt;b&gt;\";\n\n# no heading</code></pre></figure><p>after</p>"),
        ("---\n***", "<hr><hr>"),
        ("one<br>two", "<p>one<br>two</p>"),
        ("- [ ] to do\n- [x] *done*\n- [y] no", "<ul><li><p><span>☐</span> to do</p></li><li><p><span>☑</span> <em>done</em></p></li><li><p>[y] no</p></li></ul>"),
        ("a[^1] and [^2]\n\n[^1]: The *note*.\n\n    More.", "<p>a<sup><button>1</button></sup> and [^2]</p><div><p>The <em>note</em>.</p><p>More.</p></div>"),
        ("&copy; &#8364; &#x1F600; &amp; &nothing;", "<p>© € 😀 &amp; &amp;nothing;</p>"),
        ("1. a\n  - b\n  - c\n2. d", "<ol><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ol>"),
        ("| a | b |\n|---|---|\n| `x|y` | z |", "<div><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>x|y</code></td><td>z</td></tr></tbody></table></div>"),
        ("www.x.example, me@x.example (https://x.example/a_(b)).", "<p><a href=\"http://www.x.example\">www.x.example</a>, <a href=\"mailto:me@x.example\">me@x.example</a> (<a href=\"https://x.example/a_(b)\">https://x.example/a_(b)</a>).</p>"),
        ("~one~ ~~two~~ 5~6", "<p><del>one</del> <del>two</del> 5~6</p>"),
        ("[a] and [b][A]\n\n[a]: https://x.example 'T'", "<p><a href=\"https://x.example\" title=\"T\">a</a> and <a href=\"https://x.example\" title=\"T\">b</a></p>"),
        ("![a *picture*](https://x.example/p.png)", "<p><a href=\"https://x.example/p.png\">a <em>picture</em></a></p>"),
    ];
}
