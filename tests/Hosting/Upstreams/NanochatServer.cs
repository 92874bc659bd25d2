using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>Speaks the inference API, and takes nothing that is not in it.</summary>
public sealed class NanochatServer(int port = 0) : ModelServer(port)
{
    public override string Kind => "nanochat";

    public override string Url => $"http://127.0.0.1:{Port}";

    protected override Task HandleAsync(HttpContext http)
    {
        var key = (string?)http.Request.Headers["X-Internal-API-Key"];
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("POST", "/generate"):
                return AnswerAsync(http, key, IsGenerateRequest, (context, _) => new Reply(context));
            case ("GET", "/models") when ApiKey is null || ApiKey == key:
                return http.Response.WriteAsJsonAsync(new
                {
                    current_model = Models[0],
                    models = Models.Select(tag => new { model_tag = tag, source = "local", path = $"/weights/{tag}", loaded = tag == Models[0] }),
                });
            case ("GET", "/health"):
                return http.Response.WriteAsJsonAsync(new { status = "ok", ready = true, current_model = Models[0] });
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static bool IsGenerateRequest(JsonElement body) =>
        HasOnly(body, "messages", "temperature", "max_tokens", "top_k")
        && body.GetProperty("messages").EnumerateArray().All(message =>
            HasOnly(message, "role", "content") && message.Text("role") is "user" or "assistant" && message.GetProperty("content").ValueKind == JsonValueKind.String);

    private sealed class Reply(HttpContext http) : ModelReply(http)
    {
        public override Task TokenAsync(string token) => EventAsync(new { token, gpu = 0 });

        public override Task ThinkAsync(string thought = "hm") => EventAsync(new { thinking = thought, gpu = 0 });

        public override Task EndAsync(string reason = "stop", int? tokens = null) => EventAsync(new { done = true });
    }
}
