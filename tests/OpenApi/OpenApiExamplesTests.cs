using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Tests.Contract;

namespace SamosaChaat.Tests.OpenApi;

/// <summary>What the document shows and promises beyond shapes: examples, headers, bounds, and where and how it is served.</summary>
public sealed class OpenApiExamplesTests(SqliteServer server)
{
    private static readonly string[] EventSchemas = ["MessageEvent", "TokenEvent", "ReasoningEvent", "RestartEvent", "ErrorEvent", "DoneEvent"];

    public static TheoryData<string> EveryOperation => OpenApiTests.EveryOperation;

    [Theory]
    [MemberData(nameof(EveryOperation))]
    public async Task Every_body_of_an_operation_has_an_example_that_is_as_promised(string name)
    {
        var (operation, served) = await OfAsync(name);

        if (operation.Body is not null) Assert.Empty(Contract.Contract.Faults(operation.Body, ExampleOf(served.GetProperty("requestBody"), "application/json")));
        foreach (var (status, schema) in operation.Answers.Where(answer => answer.Value is not null))
        {
            var example = ExampleOf(served.GetProperty("responses").GetProperty(status), schema == "Problem" ? "application/problem+json" : "application/json");
            Assert.Empty(Contract.Contract.Faults(schema!, example));
            if (schema == "Problem") Assert.Equal(status, JsonElement.Parse(example).GetProperty("status").GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(EveryOperation))]
    public async Task An_example_of_a_request_is_accepted(string name)
    {
        var (operation, served) = await OfAsync(name);
        if (operation.Body is null) return;
        using var user = await server.NewUserAsync();
        if (operation.Path.StartsWith("/admin/", StringComparison.Ordinal)) await server.Services.SetRoleAsync(user, UserRoles.Admin);
        var belongings = await UserData.OfAsync(user);
        var example = JsonNode.Parse(ExampleOf(served.GetProperty("requestBody"), "application/json"))!.AsObject();
        // Whom it is about is the example's own.
        if (operation.Body is "Again" or "Selection" or "Fork") example["message"] = belongings.MessageId;
        if (operation.Body == "Refresh") example["refresh_token"] = user.RefreshToken;
        if (operation.Body == "Turn") example["message"]!["id"] = Guid.CreateVersion7();
        if (operation.Body == "Registration") example["email"] = $"{Guid.NewGuid():N}@example.com";
        if (operation.Body == "PasswordChange") example["current_password"] = TestUser.Password;
        if (operation.Body == "AccountDeletion") example["password"] = TestUser.Password;
        if (operation.Body == "Credentials") (example["email"], example["password"]) = (user.Email, TestUser.Password);
        var path = operation.PathParameters.Aggregate(operation.Path, (made, parameter) => made.Replace($"{{{parameter}}}", $"{belongings.Id(parameter)}", StringComparison.Ordinal));

        using var response = await user.Http.RequestAsync(new HttpMethod(operation.Method), path, example);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_stream_shows_every_kind_of_event_and_each_is_as_promised()
    {
        var document = await ServedDocument.FetchAsync(server);
        var streams = Contract.Contract.Operations.Where(operation => operation is { Streams: true, InDocument: true }).Select(operation => document
            .Operation($"{operation.Method} {operation.Path}").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("text/event-stream"));

        Assert.Each(streams, stream =>
        {
            Assert.Equal("#/components/schemas/StreamEvent", stream.GetProperty("schema").Text("$ref"));
            var examples = stream.GetProperty("examples").EnumerateObject().ToArray();
            Assert.Equal(["message", "token", "reasoning", "restart", "error", "done"], examples.Select(example => example.Name));
            foreach (var example in examples)
            {
                var value = example.Value.GetProperty("value");
                Assert.True(value.TryGetProperty(example.Name, out _));
                Contract.Contract.CheckEvent(value.GetRawText());
            }
        });
        var schemas = document.Root.GetProperty("components").GetProperty("schemas");
        Assert.Equal(EventSchemas.Select(name => $"#/components/schemas/{name}"), schemas.GetProperty("StreamEvent").GetProperty("anyOf").EnumerateArray().Select(kind => kind.Text("$ref")));
        Assert.Empty(EventSchemas.Except(["DoneEvent"]).SelectMany(name => document.Differences(name, ServedDocument.Promised(name), schemas.GetProperty(name))));
    }

    [Fact]
    public async Task Every_answer_names_its_headers()
    {
        var document = await ServedDocument.FetchAsync(server);
        var headers = document.Root.GetProperty("components").GetProperty("headers").EnumerateObject().Select(header => header.Name).ToHashSet();

        var answers = document.Operations.SelectMany(name => document.Operation(name).GetProperty("responses").EnumerateObject()).ToArray();

        Assert.Each(answers, answer => Assert.True(answer.Value.GetProperty("headers").TryGetProperty("x-trace-id", out _)));
        Assert.Each(answers, answer => Assert.Subset(headers, Headers(answer.Value).ToHashSet()));
        Assert.Equal(["x-trace-id", "ETag", "Link"], Headers(document.Operation("GET /conversations").GetProperty("responses").GetProperty("200")));
        Assert.Equal(["x-trace-id", "ETag"], Headers(document.Operation("GET /conversations/{conversationId}").GetProperty("responses").GetProperty("304")));
        Assert.Equal(["x-trace-id", "Retry-After", "RateLimit", "RateLimit-Policy"], Headers(document.Operation("POST /conversations/{conversationId}/messages").GetProperty("responses").GetProperty("429")));
    }

    [Theory]
    [InlineData("GET /conversations", "limit", 1, 200)]
    [InlineData("GET /conversations/{conversationId}/messages", "limit", 1, 1000)]
    public async Task A_number_in_the_query_has_the_bounds_that_are_checked(string name, string parameter, int least, int most)
    {
        var (operation, served) = await OfAsync(name);
        var schema = served.GetProperty("parameters").EnumerateArray().Single(p => p.Text("name") == parameter).GetProperty("schema");
        var resident = await server.ResidentAsync();
        var path = operation.Path.Replace("{conversationId}", $"{resident.ConversationId}", StringComparison.Ordinal);

        Assert.Equal((least, most), (schema.GetProperty("minimum").GetInt32(), schema.GetProperty("maximum").GetInt32()));
        foreach (var (value, expected) in new[] { (least, HttpStatusCode.OK), (most, HttpStatusCode.OK), (least - 1, HttpStatusCode.BadRequest), (most + 1, HttpStatusCode.BadRequest) })
        {
            using var response = await resident.Owner.Http.FetchAsync($"{path}?{parameter}={value}");
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("RegisterRequest", "password", 8, 256)]
    [InlineData("RegisterRequest", "email", 1, 254)]
    [InlineData("CreateConversationRequest", "title", 1, 500)]
    [InlineData("UpdateConversationRequest", "model_tag", 1, 100)]
    [InlineData("SetInstructionsRequest", "content", 1, 20_000)]
    [InlineData("SendMessageNewMessage", "content", 1, 200_000)]
    public async Task Text_has_the_lengths_that_are_checked(string schema, string property, int least, int most)
    {
        var document = await ServedDocument.FetchAsync(server);
        var text = document.Root.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").GetProperty(property);

        Assert.Equal((least, most), (text.GetProperty("minLength").GetInt32(), text.GetProperty("maxLength").GetInt32()));
    }

    [Fact]
    public async Task The_length_of_an_answer_has_a_minimum_and_names_who_decides_the_maximum()
    {
        var document = await ServedDocument.FetchAsync(server);
        var length = document.Root.GetProperty("components").GetProperty("schemas").GetProperty("SendMessageRequest").GetProperty("properties").GetProperty("max_tokens");

        Assert.Equal(1, length.GetProperty("minimum").GetInt32());
        Assert.False(length.TryGetProperty("maximum", out _));
        Assert.Contains("the maximum of the conversation's model", length.Text("description").ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string ExampleOf(JsonElement body, string mediaType) => body.GetProperty("content").GetProperty(mediaType).GetProperty("example").GetRawText();

    private static string[] Headers(JsonElement answer) => [.. answer.GetProperty("headers").EnumerateObject().Select(header => header.Name)];

    private async Task<(Operation Operation, JsonElement Served)> OfAsync(string name)
    {
        var document = await ServedDocument.FetchAsync(server);
        return (Contract.Contract.Operations.Single(operation => $"{operation.Method} {operation.Path}" == name), document.Operation(name));
    }
}
