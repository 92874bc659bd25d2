using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SamosaChaat.Tests.Page;

/// <summary>Somebody brings the files of other programs, and the page shows what arrived and what did not.</summary>
public sealed class ForeignFilesTests(Browser browser, SqliteServer server)
{
    private const string ChatGpt = """
        [{"title":"Dough <b>today</b>","conversation_id":"c1","default_model_slug":"gpt-x","current_node":"a3","mapping":{
        "root":{"id":"root","message":null},
        "s":{"id":"s","parent":"root","message":{"id":"s","author":{"role":"system"},"content":{"content_type":"text","parts":["Be helpful."]},"metadata":{"is_visually_hidden_from_conversation":true}}},
        "q1":{"id":"q1","parent":"s","message":{"id":"q1","author":{"role":"user"},"create_time":1700000000.25,"content":{"content_type":"text","parts":["How long?"]}}},
        "a1":{"id":"a1","parent":"q1","message":{"id":"a1","author":{"role":"assistant"},"create_time":1700000001,"content":{"content_type":"text","parts":["An hour."]}}},
        "a2":{"id":"a2","parent":"q1","message":{"id":"a2","author":{"role":"assistant"},"create_time":1700000002,"content":{"content_type":"text","parts":["Half an hour."]}}},
        "q2":{"id":"q2","parent":"a2","message":{"id":"q2","author":{"role":"user"},"create_time":1700000003,"content":{"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer","asset_pointer":"file-1"},"Is it done?"]}}},
        "t":{"id":"t","parent":"q2","message":{"id":"t","author":{"role":"assistant"},"content":{"content_type":"thoughts","thoughts":[{"summary":"Look","content":"It shines."}]}}},
        "a3":{"id":"a3","parent":"t","message":{"id":"a3","author":{"role":"assistant"},"create_time":1700000004,"content":{"content_type":"text","parts":["It is done."]}}}}},
        {"title":"Broken","mapping":7}]
        """;

    private const string Claude = """
        [{"uuid":"c2","name":"Chutney in summer","created_at":"2025-05-01T10:00:00.123456Z","updated_at":"2025-05-02T10:00:00Z","chat_messages":[
        {"uuid":"m1","parent_message_uuid":"00000000-0000-4000-8000-000000000000","sender":"human","text":"","content":[{"type":"text","text":"Which chutney?"}],"created_at":"2025-05-01T10:01:00Z"},
        {"uuid":"m2","parent_message_uuid":"m1","sender":"assistant","text":"","content":[{"type":"thinking","thinking":"It is hot.","signature":"x"},{"type":"text","text":"Mint."}],"created_at":"2025-05-01T10:02:00Z"},
        {"uuid":"m3","parent_message_uuid":"m2","sender":"human","text":"","content":[{"type":"text","text":"And in winter?"}],"created_at":"2025-05-01T10:04:00Z"},
        {"uuid":"m4","parent_message_uuid":"m2","sender":"human","text":"","content":[{"type":"text","text":"And in summer?"}],"created_at":"2025-05-01T10:05:00Z"}]}]
        """;

    private const string LibreChat = """
        {"conversationId":"c3","title":"A cup of tea","options":{"model":"some-model"},"exportAt":"12:00","messages":[
        {"messageId":"m1","parentMessageId":"00000000-0000-0000-0000-000000000000","isCreatedByUser":true,"text":"Which tea?","createdAt":"2025-05-01T10:00:00Z"},
        {"messageId":"m2","parentMessageId":"m1","isCreatedByUser":false,"text":"Assam, and","unfinished":true,"createdAt":"2025-05-01T10:00:01Z"}]}
        """;

    private const string OpenWebUi = """
        [{"id":"c4","title":"Guests","created_at":1700000000,"updated_at":1700000009,"chat":{"models":["m"],"history":{"currentId":"a1","messages":{
        "q1":{"id":"q1","role":"user","content":"How many?","timestamp":1700000000},
        "a1":{"id":"a1","parentId":"q1","role":"assistant","content":"<details type=\"reasoning\" done=\"true\">\n<summary>Thought</summary>\n> Count.\n</details>\nTwelve","model":"m","done":true,"timestamp":1700000001},
        "a2":{"id":"a2","parentId":"q1","role":"assistant","content":"Ten","done":true,"timestamp":1700000002}}}}}]
        """;

    [Fact]
    public async Task Each_file_arrives_with_its_versions_and_what_cannot_be_read_is_named()
    {
        using var user = await server.NewUserAsync();
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.LogInAsync(user);

        await ImportAsync(page, ChatGpt, "1 conversation arrived. 1 could not be read.");
        await Expect(page.Page.Locator("[role=status] .rows li")).ToHaveCountAsync(1);
        await OpenAsync(page, "Dough <b>today</b>");
        await Expect(page.Questions).ToHaveTextAsync(["How long?", "[Image] Is it done?"]);
        await Expect(page.Answers).ToHaveTextAsync(["Half an hour.", "It is done."]);
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();
        await page.Button("Previous version").ClickAsync();
        await Expect(page.Answers).ToHaveTextAsync(["An hour."]);

        await ImportAsync(page, Claude, "1 conversation arrived.");
        await OpenAsync(page, "Chutney in summer");
        await Expect(page.Questions).ToHaveTextAsync(["Which chutney?", "And in summer?"]);
        await Expect(page.Version(2, 2)).ToBeVisibleAsync();

        await ImportAsync(page, LibreChat, "1 conversation arrived.");
        await OpenAsync(page, "A cup of tea");
        await Expect(page.Answers).ToHaveTextAsync(["Assam, and"]);

        await ImportAsync(page, OpenWebUi, "1 conversation arrived.");
        await OpenAsync(page, "Guests");
        await Expect(page.Answers).ToHaveTextAsync(["Twelve"]);
        await Expect(page.Version(1, 2)).ToBeVisibleAsync();

        await ImportAsync(page, Claude, "0 conversations arrived. 1 was here already.");
        // Another version of its answer was chosen here.
        await ImportAsync(page, ChatGpt, "0 conversations arrived. 1 is different here, and stayed so. 1 could not be read.");
        Assert.Empty(page.Faults);
    }

    private static async Task ImportAsync(ChatPage page, string file, string told)
    {
        await page.Page.GotoAsync("/#account");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
        await page.Page.GetByLabel("A file to import")
            .SetInputFilesAsync(new FilePayload { Name = "conversations.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(file) });
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByText(told, new() { Exact = true })).ToBeVisibleAsync();
    }

    private static Task OpenAsync(ChatPage page, string title) => page.Page.Locator("#sidebar").GetByText(title, new() { Exact = true }).ClickAsync();
}
