namespace SamosaChaat.Tests.Http;

/// <summary>Requests with something wrong, and the name that the answer must say it by.</summary>
public static class BadBodies
{
    private const string Create = "POST /conversations";
    private const string Change = "PATCH /conversations/{id}";
    private const string Send = "POST /conversations/{id}/messages";
    private const string Instruct = "PUT /conversations/{id}/instructions";
    private const string Register = "POST /auth/register";
    private const string Login = "POST /auth/login";
    private const string Refresh = "POST /auth/token/refresh";

    /// <summary>What text must not be, as JSON writes it, whatever the field.</summary>
    private static readonly string[] NoText =
    [
        "null", "1", "true", "{}", "[\"a\"]", "\"\"", "\" \\t\\n\\u00a0\"", "\"a\\u0000b\"", "\"\\ud83d\"", "\"a\\ude00b\"", "\"\\ude00\\ud83d\"",
    ];

    /// <summary>What a text of one line must not consist of alone: nobody would see it.</summary>
    private static readonly string[] Invisible =
    [
        "\"\\u200b\"", "\"\\u200d\\u2060\\ufeff\"", "\"\\u200e\\u202e\\u2066\"", "\"\\u00ad\"", "\"\\u0301\\u0327\"", "\"\\u20dd\"", "\"\\ufe0f\"", "\"\\u034f\"",
        "\"\\udb40\\udc61\\udb40\\udc7f\"", "\"\\u3164\"", "\"\\u115f\\u1160\\uffa0\"", "\"\\u2800\"", "\"\\u180e\"", "\" \\u200b\\u00a0 \"", "\"\\u2065\"",
    ];

    /// <summary>What a text of one line must not be either: it would break lists, logs and headers, or command a terminal.</summary>
    private static readonly string[] NoLine =
    [
        "\"a\\nb\"", "\"a\\r\"", "\"\\tb\"", "\"\\u001b[2J\"", "\"a\\u007f\"", "\"a\\u0085b\"",
        // Nor what nobody sees in it.
        "\"a\\u2028b\"", "\"a\\u2029b\"", "\"ad\\u200bmin\"", "\"ad\\u200dmin\"", "\"gpj.\\u202eexe\"", "\"a\\u00adb\"", "\"a\\udb40\\udc67b\"",
    ];

    public static TheoryData<string, string, string> All
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var operation in new[] { Create, Change, Send, Instruct, Register, Login, Refresh })
            {
                foreach (var body in Bodies()) all.Add(operation, body, "body");
            }

            foreach (var text in NoText)
            {
                all.Add(Create, $$"""{"title":{{text}},"model_tag":"demo"}""", "title");
                all.Add(Create, $$"""{"title":"a","model_tag":{{text}}}""", "model_tag");
                all.Add(Change, $$"""{"title":{{text}}}""", "title");
                all.Add(Change, $$"""{"model_tag":{{text}},"title":"a"}""", "model_tag");
                all.Add(Send, $$$"""{"message":{"content":{{{text}}}}}""", "message.content");
                all.Add(Instruct, $$"""{"content":{{text}}}""", "content");
            }

            foreach (var line in NoLine)
            {
                all.Add(Create, $$"""{"title":{{line}},"model_tag":"demo"}""", "title");
                all.Add(Create, $$"""{"title":"a","model_tag":{{line}}}""", "model_tag");
                all.Add(Change, $$"""{"title":{{line}}}""", "title");
                all.Add(Change, $$"""{"model_tag":{{line}}}""", "model_tag");
                all.Add(Register, $$"""{"email":"a@example.com","password":"correct horse","name":{{line}}}""", "name");
            }

            foreach (var text in Invisible)
            {
                all.Add(Create, $$"""{"title":{{text}},"model_tag":"demo"}""", "title");
                all.Add(Change, $$"""{"title":{{text}}}""", "title");
                all.Add(Register, $$"""{"email":"a@example.com","password":"correct horse","name":{{text}}}""", "name");
            }

            foreach (var hidden in new[] { "\\u200b", "\\u200d", "\\u202e", "\\u00ad" })
            {
                all.Add(Register, $$"""{"email":"a{{hidden}}b@example.com","password":"correct horse"}""", "email");
            }

            foreach (var end in new[] { "\\n", "\\t", "\\u001b" })
            {
                all.Add(Register, $$"""{"email":"a@example.com{{end}}","password":"correct horse"}""", "email");
                all.Add(Login, $$"""{"email":"a@example.com{{end}}","password":"correct horse"}""", "email");
            }

            foreach (var (operation, body, name) in Fields()) all.Add(operation, body, name);
            return all;
        }
    }

    public static TheoryData<string, string> Queries { get; } = new()
    {
        { "/conversations?limit=0", "limit" },
        { "/conversations?limit=-1", "limit" },
        { "/conversations?limit=201", "limit" },
        { "/conversations?limit=ten", "limit" },
        { "/conversations?limit=1.5", "limit" },
        { "/conversations?limit=99999999999", "limit" },
        { "/conversations?limit=1&limit=2", "limit" },
        { "/conversations?limit=", "limit" },
        { "/conversations?cursor=x", "cursor" },
        { "/conversations?cursor=_____________________________w", "cursor" },
        { "/conversations?cursor=" + new string('*', 32), "cursor" },
        { "/conversations?cursor=" + new string('A', 31) + "*", "cursor" },
        { "/conversations?cursor=" + new string('A', 31) + "%20", "cursor" },
        { "/conversations?cursor=" + new string('A', 31) + "=", "cursor" },
        { "/conversations?cursor=" + new string('_', 32), "cursor" },
        { "/conversations/{id}/messages?limit=0", "limit" },
        { "/conversations/{id}/messages?limit=1001", "limit" },
        { "/conversations/{id}/messages?limit=%00", "limit" },
        { "/conversations/{id}/messages?cursor=x", "cursor" },
        { "/conversations/{id}/messages?cursor=-1", "cursor" },
        { "/conversations/{id}/messages?cursor=%2B1", "cursor" },
        { "/conversations/{id}/messages?cursor=%201", "cursor" },
        { "/conversations/{id}/messages?cursor=1.0", "cursor" },
        { "/conversations/{id}/messages?cursor=2147483648", "cursor" },
        { "/conversations/{id}/messages?cursor=99999999999", "cursor" },
    };

    private static IEnumerable<string> Bodies() =>
    [
        "", " ", "null", "1", "\"text\"", "[]", "[{}]", "{", "{\"title\"", "{\"title\":\"a\",}", "{'title':'a'}", "{title:\"a\"}", "{} {}", "{}]", "// {}", "\0", "\u00ff",
        "{\"x\":" + new string('[', 100) + new string(']', 100) + "}", new string('[', 100_000),
    ];

    private static IEnumerable<(string Operation, string Body, string Field)> Fields() =>
    [
        (Create, """{"model_tag":"demo"}""", "title"),
        (Create, """{"Title":"a","model_tag":"demo"}""", "title"),
        (Create, """{"title":"a","title":"b","model_tag":"demo"}""", "title"),
        (Create, """{"title":"a"}""", "model_tag"),
        (Create, """{"title":"a","modelTag":"demo"}""", "model_tag"),
        (Instruct, "{}", "content"),
        (Instruct, """{"Content":"a"}""", "content"),
        (Instruct, """{"content":"a","content":"b"}""", "content"),
        (Instruct, """{"content":"\u200b\ufeff\u001c"}""", "content"),
        (Send, """{"message":{"content":"\u200b\ufeff\u001c"}}""", "message.content"),
        (Send, "{}", "message"),
        (Send, """{"message":null}""", "message"),
        (Send, """{"message":"Hi"}""", "message"),
        (Send, """{"message":[]}""", "message"),
        (Send, """{"message":{}}""", "message.content"),
        (Send, """{"message":{"content":"a","role":"assistant"}}""", "message.role"),
        (Send, """{"message":{"content":"a","role":"system"}}""", "message.role"),
        (Send, """{"message":{"content":"a","role":""}}""", "message.role"),
        (Send, """{"message":{"content":"a","role":null}}""", "message.role"),
        (Send, """{"message":{"content":"a","role":1}}""", "message.role"),
        (Send, """{"message":{"content":"a","id":"1"}}""", "message.id"),
        (Send, """{"message":{"content":"a","id":1}}""", "message.id"),
        (Send, """{"message":{"content":"a","id":"00000000-0000-0000-0000-000000000000"}}""", "message.id"),
        (Send, """{"message":{"content":"a","conversation_id":"1"}}""", "message.conversation_id"),
        (Send, """{"message":{"content":"a","conversation_id":"0190c7b0-0000-7000-8000-000000000001"}}""", "message.conversation_id"),
        (Send, """{"message":{"content":"a","conversation_id":"00000000-0000-0000-0000-000000000000"}}""", "message.conversation_id"),
        (Send, """{"message":{"content":"a","token_count":"1"}}""", "message.token_count"),
        (Send, """{"message":{"content":"a","model_tag":1}}""", "message.model_tag"),
        (Send, """{"message":{"content":"a","inference_time_ms":1.5}}""", "message.inference_time_ms"),
        (Send, """{"message":{"content":"a","created_at":"yesterday"}}""", "message.created_at"),
        (Send, """{"message":{"content":"a"},"stream":"yes"}""", "stream"),
        (Send, """{"message":{"content":"a"},"stream":null}""", "stream"),
        (Send, """{"message":{"content":"a"},"stream":1}""", "stream"),
        (Send, """{"message":{"content":"a"},"temperature":-0.001}""", "temperature"),
        (Send, """{"message":{"content":"a"},"temperature":2.001}""", "temperature"),
        (Send, """{"message":{"content":"a"},"temperature":1e999}""", "temperature"),
        (Send, """{"message":{"content":"a"},"temperature":"1"}""", "temperature"),
        (Send, """{"message":{"content":"a"},"temperature":"NaN"}""", "temperature"),
        (Send, """{"message":{"content":"a"},"max_tokens":0}""", "max_tokens"),
        (Send, """{"message":{"content":"a"},"max_tokens":4097}""", "max_tokens"),
        (Send, """{"message":{"content":"a"},"max_tokens":1.5}""", "max_tokens"),
        (Send, """{"message":{"content":"a"},"max_tokens":99999999999}""", "max_tokens"),
        (Send, """{"message":{"content":"a"},"top_k":-1}""", "top_k"),
        (Send, """{"message":{"content":"a"},"top_k":201}""", "top_k"),
        (Send, """{"message":{"content":"a"},"top_k":"1"}""", "top_k"),
        (Register, """{"password":"correct horse"}""", "email"),
        (Register, """{"email":null,"password":"correct horse"}""", "email"),
        (Register, """{"email":"nobody","password":"correct horse"}""", "email"),
        (Register, """{"email":"a@b c","password":"correct horse"}""", "email"),
        (Register, """{"email":"Ann <ann@example.com>","password":"correct horse"}""", "email"),
        (Register, """{"email":"a\u0000@example.com","password":"correct horse"}""", "email"),
        (Register, """{"email":"a@example.com"}""", "password"),
        (Register, """{"email":"a@example.com","password":"7 chars"}""", "password"),
        (Register, """{"email":"a@example.com","password":"\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f\ud83e\udd5f"}""", "password"),
        (Register, """{"email":"a@example.com","password":"password"}""", "password"),
        (Register, """{"email":"a@example.com","password":"PassWord"}""", "password"),
        (Register, """{"email":"a@example.com","password":"12345678"}""", "password"),
        (Register, """{"email":"a@example.com","password":"SamosaChaat1"}""", "password"),
        (Register, """{"email":"a@example.com","password":"A@Example.com"}""", "password"),
        (Register, """{"email":"samosa.lover@example.com","password":"samosa.lover"}""", "password"),
        (Register, """{"email":"a@example.com","password":1}""", "password"),
        (Register, """{"email":"a@example.com","password":"          "}""", "password"),
        (Register, """{"email":"a@example.com","password":"\t\n\u00a0\u3000\t\n\u00a0\u3000"}""", "password"),
        (Register, """{"email":"a@example.com","password":"\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b"}""", "password"),
        (Register, """{"email":"a@example.com","password":"correct horse","name":" "}""", "name"),
        (Register, """{"email":"a@example.com","password":"correct horse","name":"\ud800"}""", "name"),
        (Login, """{"password":"correct horse"}""", "email"),
        (Login, """{"email":"a@example.com"}""", "password"),
        (Login, """{"email":"a@example.com","password":null}""", "password"),
        (Login, """{"email":"a@example.com","password":""}""", "password"),
        (Refresh, "{}", "refresh_token"),
        (Refresh, """{"refresh_token":null}""", "refresh_token"),
        (Refresh, """{"refresh_token":""}""", "refresh_token"),
    ];
}
