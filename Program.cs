using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Messages;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.OpenApi;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Streaming;
using SamosaChaat.Shared.Telemetry;

var doing = "start";
string? urls = null;
try
{
    var builder = WebApplication.CreateBuilder(args);
    urls = builder.Configuration["urls"];
    builder.AddLogging().ListenByDefaultOn("http://localhost:8002");
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = TextLimits.Body;
    });
    builder.Services
        .AddSingleton(TimeProvider.System)
        .AddStorage()
        .AddSecurity()
        .AddInference()
        .AddStreaming()
        .AddSingleton<SignIn>()
        .AddSingleton<TurnAnswer>()
        .AddOpenApiDocument()
        .AddEndpoints()
        .AddHostedService<Greeting>();

    await using var app = builder.Build();
    // The same paths under /api, for a frontend that shares our origin.
    app.UsePathBase("/api");
    app.UseMiddleware<RequestLog>();
    app.UseProblems();
    app.UseHeadAsGet();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapOpenApi();
    app.MapEndpoints();
    await app.StartAsync();
    doing = "stop in order";
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e, urls) is { } reason)
{
    await Console.Error.WriteLineAsync($"samosachaat cannot {doing}: {reason}");
    return 1;
}
