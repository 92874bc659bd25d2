namespace SamosaChaat.Shared.Observability;

internal static class LoggingSetup
{
    /// <summary>Logs to stdout: readable lines in development, else JSON lines.</summary>
    public static WebApplicationBuilder AddLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        // ASP.NET Core's own lines about requests contain the query, which may contain a ticket. RequestLog writes one without it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
        else
        {
            builder.Services.AddSingleton<ILoggerProvider>(services => new JsonLineProvider(
                Console.OpenStandardOutput(), services.GetRequiredService<TimeProvider>()));
        }

        return builder;
    }
}
