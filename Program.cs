using SamosaChaat.Features;
using SamosaChaat.Features.Auth;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Features.Messages;
using SamosaChaat.Features.Search;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Cli;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Observability;
using SamosaChaat.Shared.OpenApi;
using SamosaChaat.Shared.Page;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer;
using SamosaChaat.Shared.Turns;

if (DescriptorLimit.Refusal() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return ExitCode.Failed;
}

return await CommandLine.RunAsync(args, new ServerParts(static builder =>
{
    builder.AddLogging().AddTelemetry().ListenByDefault().UseInlineSocketIo();
    builder.LimitConnections().WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    builder.Services
        .AddSingleton(TimeProvider.System)
        .AddStorage(ChatSchema.Migrations)
        .AddIdentity()
        .AddCluster()
        .AddLimits()
        .AddAudit()
        .AddRetention()
        .AddInference()
        .AddTurns()
        .AddTransfer()
        .AddBackups()
        .AddErasure()
        .AddSingleton<SignIn>()
        .AddSingleton<PasswordCheck>()
        .AddSingleton<PasswordGate>()
        .AddSingleton<ConversationLimit>()
        .AddSingleton<TrashRemoval>()
        .AddSingleton<TitleGeneration>()
        .AddSingleton<TurnAnswer>()
        .AddTrustedProxies()
        .AddStrictTransport()
        .AddCrossOrigin()
        .AddOpenApiDocument()
        .AddPage()
        .AddEndpoints(EndpointTypes.All)
        .AddHostedService<Indexing>()
        .AddHostedService<IdleMemoryTrimmer>()
        .AddSingleton<ModelGreeting>()
        .AddHostedService<StartupBanner>();
}, static app =>
{
    app.UseThreadPool();
    app.UseConnectionSlots();
    app.UseTrustedProxies();
    app.UseHsts();
    // Serve the same paths under /api, for a frontend that shares this server's origin.
    app.UsePathBase("/api");
    app.UseMiddleware<RequestLog>();
    app.UseCrossOrigin();
    app.UseProblems();
    app.UseMiddleware<NotFoundPage>();
    app.UseHeadAsGet();
    app.UseDocsPage();
    app.UseRouting();
    app.UseDemoFaults();
    app.UseMiddleware<LeaseGate>();
    app.UseMiddleware<BearerTokens>();
    app.UseMiddleware<TicketQuery>();
    app.UseRates();
    app.UseAuthorization();
    app.UseMiddleware<StreamSessions>();
    app.MapOpenApiDocument();
    app.MapPage();
    app.MapEndpoints();
}));
