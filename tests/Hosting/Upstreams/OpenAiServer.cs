using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>Speaks OpenAI's chat completions as the servers of local models do: a first chunk with the role only, and a count of tokens if asked.</summary>
public sealed class OpenAiServer(int port = 0) : ModelServer(port)
{
    public override string Kind => "openai";

    public override string Url => $"http://127.0.0.1:{Port}/v1";

    protected override Task HandleAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var key = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : null;
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("POST", "/v1/chat/completions"):
                return AnswerAsync(http, key, IsStreamingRequest, (context, body) => new Reply(context, body));
            case ("GET", "/v1/models") when ApiKey is null || ApiKey == key:
                return http.Response.WriteAsJsonAsync(new { @object = "list", data = Models.Select(id => new { id, @object = "model" }) });
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static bool IsStreamingRequest(JsonElement body) =>
        body.GetProperty("stream").GetBoolean() && HasOnly(body, "model", "messages", "stream", "stream_options", "temperature", "max_tokens", "top_k", "add_generation_prompt", "continue_final_message");

    private sealed class Reply(HttpContext http, JsonElement request) : ModelReply(http)
    {
        private bool begun;

        public override async Task TokenAsync(string token)
        {
            if (!begun) await ChunkAsync(new { role = "assistant" });
            begun = true;
            await ChunkAsync(new { content = token });
        }

        public override Task ThinkAsync(string thought = "hm") => ChunkAsync(new { reasoning_content = thought });

        public override async Task EndAsync(string reason = "stop", int? tokens = null)
        {
            await ChunkAsync(new { }, reason);
            if (tokens is { } count && request.GetProperty("stream_options").GetProperty("include_usage").GetBoolean())
            {
                await EventAsync(Chunk([], new { prompt_tokens = 7, completion_tokens = count, total_tokens = 7 + count }));
            }

            await RawAsync("data: [DONE]\n\n");
        }

        private Task ChunkAsync(object delta, string? reason = null) => EventAsync(Chunk([new { index = 0, delta, finish_reason = reason }], usage: null));

        private object Chunk(object[] choices, object? usage) =>
            new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 0, model = request.Text("model"), choices, usage };
    }
}
