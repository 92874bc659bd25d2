using SamosaChaat.Features.Auth;
using SamosaChaat.Shared.Errors;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.OpenApi;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Streaming;
using SamosaChaat.Shared.Telemetry;

var builder = WebApplication.CreateBuilder(args);
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
    .AddOpenApiDocument()
    .AddEndpoints()
    .AddHostedService<Greeting>();

try
{
    await using var app = builder.Build();
    // The same paths under /api, for a frontend that shares our origin.
    app.UsePathBase("/api");
    app.UseMiddleware<RequestLog>();
    app.UseProblems();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapOpenApi();
    app.MapEndpoints();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e, builder.Configuration) is { } reason)
{
    await Console.Error.WriteLineAsync($"samosachaat cannot start: {reason}");
    return 1;
}
