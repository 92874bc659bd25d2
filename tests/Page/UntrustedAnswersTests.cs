using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Whatever a model, or a message or a title, says: it is text, and the policy has nothing to stop.</summary>
public sealed class UntrustedAnswersTests(Browser browser)
{
    private static readonly string[] Hostile =
    [
        "<script>pwned()</script>",
        "<img src=x onerror=pwned()>",
        "<svg onload=pwned()><animate onbegin=pwned() attributeName=x></svg>",
        "<svg><script href=\"data:text/javascript,pwned()\"/></svg>",
        "<iframe srcdoc=\"<script>parent.pwned()</script>\"></iframe>",
        "<a href=\"javascript:pwned()\">click</a>",
        "<style>body{display:none}</style><link rel=stylesheet href=//evil.example>",
        "</div></body></html><script>pwned()</script>",
        "<math><mtext></p><style><img src=x onerror=pwned()></style></mtext></math>",
        "[a](javascript:pwned())",
        "[b](JaVaScRiPt:pwned())",
        "[c](java\tscript:pwned())",
        "[d](<javascript:pwned()>)",
        "[e](data:text/html,<script>pwned()</script>)",
        "[f](vbscript:pwned)",
        "[g](//evil.example/x)",
        "[h](/auth/logout)",
        "[**[i](https://inner.example)**](https://outer.example)",
        "![j](https://evil.example/pixel.png)",
        "![k](x\" onerror=\"pwned())",
        "[l](https://good.example \"t\" onclick=\"pwned()\")",
        "<javascript:pwned()>",
        "`<script>pwned()</script>`",
        "**<b onmouseover=pwned()>bold</b>**",
        "| <script>pwned()</script> | <img src=x onerror=pwned()> |\n| --- | --- |\n| [m](javascript:pwned()) | </td></table><script>pwned()</script> |",
        "```html\"><script>pwned()</script>\n</code></pre><script>pwned()</script>\n```",
        "> <script>pwned()</script>\n> > [n](javascript:pwned())",
        "1. <script>pwned()</script>\n   - <img src=x onerror=pwned()>",
        "# <script>pwned()</script>",
        "&lt;script&gt;pwned()&lt;/script&gt;",
        "- [ ] <script>pwned()</script>\n- [x] <img src=x onerror=pwned()>",
        "[^<script>]: x\n\n[^a]\n\n[^a]: <img src=x onerror=pwned()> ![p](//evil.example/p.png)",
        "[o]\n\n[o]: javascript:pwned() 'x\" onclick=\"pwned()'",
        "[p](&#106;avascript:pwned()) [q](java&NewLine;script:pwned()) [r](\\javascript:pwned())",
        "![s][t]\n\n[t]: data:image/svg+xml,<svg/onload=pwned()>",
        "```\"><script>pwned()</script>\nx\n```",
        "```__proto__\nx\n```\n\n```constructor\nx\n```\n\n```../../auth/me\nx\n```\n\n```javascript\n<script>pwned()</script>`${pwned()}`\n```",
        "```html\n<script>pwned()</script><img src=x onerror=pwned()>\n```\n\n```xml\n<a href='javascript:pwned()'>\n```\n\n```php\n<?php echo '<script>pwned()</script>'; ?>\n```",
        @"$\href{javascript:pwned()}{x}$ $\url{javascript:pwned()}$ $\includegraphics{https://evil.example/p.png}$ $\class{sidebar}{x}$ $\id{composer}{x}$",
        @"$\style{position:fixed;background:url(https://evil.example/p.png)}{x}$ $\data{x=1}{x}$ $\text{<script>pwned()</script>}$ $\unicode{x3c}$",
        "$$\n\\def\\a{\\a\\a}\\a <img src=x onerror=pwned()>\n$$",
        @"\(\color{red;background:url(//evil.example)}x\) \[\rule{9999em}{9999em}\] \(\htmlStyle{color:red}{x}\)",
    ];

    /// <summary>All elements and attributes that an answer may have.</summary>
    private static readonly string[] Expected =
    [
        "a[dir href rel target title]", "blockquote[dir]", "br[]", "button[aria-label class type]", "code[dir]", "del[]", "div[aria-label class data-label dir role tabindex]", "em[]",
        "figcaption[]", "figure[class dir]", "h3[class dir]", "h4[class dir]", "h5[class dir]", "h6[class dir]", "hr[]", "li[class]", "ol[class dir start]", "p[class dir hidden]",
        "pre[aria-label role tabindex]", "span[aria-label class dir role]", "strong[]", "sup[]", "table[dir]", "tbody[]", "td[class]", "th[class scope]", "thead[]", "tr[]", "ul[class dir]",
    ];

    [Fact]
    public async Task Nothing_of_it_runs_or_becomes_markup()
    {
        await using var model = new Dictation();
        await using var server = new OwnServer("sqlite", model.Model.Upstream());
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        var requests = new ConcurrentQueue<string>();
        page.Page.Request += (_, request) => requests.Enqueue(request.Url);
        await page.Page.AddInitScriptAsync("window.ran = 0; window.pwned = () => { window.ran++; }");
        await page.LogInAsync(user);
        var answer = string.Join("\n\n", Hostile);

        await page.SendAsync("<script>pwned()</script><img src=x onerror=pwned()>");
        // In pieces that cut through every tag.
        model.Say(answer.Chunk(7).Select(piece => new string(piece)));
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await CheckAsync(page);

        // As a title, and as what is found when the conversation is opened.
        await page.Page.ReloadAsync();
        await Expect(page.AnswerAgain).ToBeVisibleAsync();
        await CheckAsync(page);
        foreach (var link in await page.Answer.Locator("a").AllAsync()) await link.HoverAsync();

        Assert.Equal(0, await page.Page.EvaluateAsync<int>("window.ran"));
        Assert.Each(requests, request => Assert.StartsWith(server.Address.ToString(), request, StringComparison.Ordinal));
        Assert.DoesNotContain(requests, request => request.Contains("..", StringComparison.Ordinal) || request.Contains("pwned", StringComparison.Ordinal));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_policy_stops_what_the_page_would_let_through()
    {
        await using var server = new OwnServer("sqlite");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");

        await page.Page.EvaluateAsync(
            """
            new Promise((stopped) => {
              window.ran = 0;
              addEventListener('securitypolicyviolation', stopped);
              document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran++">');
            }).then(() => null)
            """);

        Assert.Equal(0, await page.Page.EvaluateAsync<int>("window.ran"));
    }

    /// <summary>MathML comes from a list of its own, and its styles one by one: there may be no address in them.</summary>
    private const string Unexpected =
        """
        (answer, expected) => [...answer.querySelectorAll('*')].flatMap((element) => {
          const names = element.getAttributeNames();
          if (element.namespaceURI.endsWith('MathML')) {
            return names.filter((name) => /^on|href|src|^id$|data/.test(name) || /url|:\/\/|fixed|absolute/.test(element.getAttribute(name).replace(/.*/s, (value) => (name === 'aria-label' ? '' : value))));
          }
          const known = expected.find((one) => one.startsWith(`${element.localName}[`));
          return known ? names.filter((name) => !known.slice(0, -1).split(/[[ ]/).slice(1).includes(name)).map((name) => `${element.localName} ${name}`) : [element.localName];
        })
        """;

    private static async Task CheckAsync(ChatPage page)
    {
        Assert.Empty(await page.Answer.EvaluateAsync<string[]>(Unexpected, Expected));
        var links = await page.Answer.Locator("a").EvaluateAllAsync<string[]>("links => links.map((a) => `${a.getAttribute('href')} ${a.rel} ${a.target}`)");
        Assert.Equal(
            ["https://inner.example", "https://outer.example", "https://evil.example/pixel.png", "https://good.example"],
            links.Select(link => link.Split(' ')[0]));
        Assert.Each(links, link => Assert.EndsWith(" noopener noreferrer nofollow _blank", link, StringComparison.Ordinal));
        await Expect(page.Questions).ToHaveTextAsync("<script>pwned()</script><img src=x onerror=pwned()>");
        await Expect(page.Rows.Locator("a")).ToHaveTextAsync("<script>pwned()</script><img src=x onerror=pwned()>");
        foreach (var text in new[] { "<script>pwned()</script>", "</code></pre><script>pwned()</script>", "a (javascript:pwned())", "h (/auth/logout)", "☐ <script>", "java&NewLine;script:pwned()" })
        {
            await Expect(page.Answer).ToContainTextAsync(text);
        }
    }
}
