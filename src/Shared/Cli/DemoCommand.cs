using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Page;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat demo</c>: runs a server with seeded data in a folder that it deletes at the end.</summary>
internal static class DemoCommand
{
    private const string PathSetting = "--Storage:Path";
    private const string RegistrationSetting = $"{AuthOptions.Section}:{nameof(AuthOptions.Registration)}";

    public static Command Create(ServerParts server, string[] settings)
    {
        var seed = CommandOptions.Seed();
        var day = CommandOptions.Day();
        var speed = new Option<double?>("--speed")
        {
            Description = "Tokens per second that the demo model writes. 0 writes all at once. Default: 40.",
            HelpName = "tokens",
        };
        var faults = CommandOptions.Text(
            "--faults",
            "Random faults and their rates, such as drop=0.1,stall=0.05,error=0.05.",
            "rates",
            text => FaultRates.Parse(text) is not null,
            FaultRates.Rule);
        var reset = CommandOptions.Duration("--reset-every", "Interval between resets of the data, such as 1h. Default: never.");
        var open = new Option<bool>("--open") { Description = "Open the page in a browser and sign in." };
        var json = CommandOptions.Json();
        var command = new Command(
            "demo", "Run a server with seeded data in a temporary folder, for a first look or for frontend development.")
        {
            seed, day, speed, faults, reset, open, json
        };
        command.Validators.Add(result =>
        {
            if (settings.Any(setting => setting.StartsWith(PathSetting, StringComparison.OrdinalIgnoreCase)))
            {
                result.AddError("demo keeps its data in a temporary folder. Use seed to fill a permanent folder.");
            }
        });
        command.SetAction((parsed, _) =>
        {
            var given = new List<string>();
            void Give(string name, string? value) => given.AddRange(value is null ? [] : [$"--Demo:{name}", value]);
            if (parsed.GetResult(seed) is { Implicit: false }) Give("Seed", parsed.GetValue(seed).ToString(CultureInfo.InvariantCulture));
            Give("Day", parsed.GetValue(day));
            Give("TokensPerSecond", parsed.GetValue(speed)?.ToString(CultureInfo.InvariantCulture));
            Give("Faults", parsed.GetValue(faults));
            Give("ResetEvery", parsed.GetValue(reset) is { } every ? Durations.Setting(every) : null);
            return RunAsync(server, [.. settings, .. given], parsed.GetValue(open), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerParts server, string[] settings, bool open, bool json)
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-demo-").FullName;
        try
        {
            return await CommandRun.RunAsync("start the demo", async command =>
            {
                await using var app = server.Build([.. settings, PathSetting, folder], builder =>
                {
                    Prepare(builder, settings);
                    command.Begin(builder.Configuration);
                });
                // A closed terminal sends SIGHUP. Without this handler, the folder would stay.
                using var closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
                {
                    signal.Cancel = true;
                    app.Lifetime.StopApplication();
                });
                await app.StartAsync();
                var greeting = new DemoBanner(Url(app), app.Services, json);
                greeting.Print();
                if (open) Browser.Open(greeting.Link);
                app.Services.GetRequiredService<DemoData>().WasReset += greeting.PrintLink;
                command.To = "shut down";
                await app.WaitForShutdownAsync();
                return ExitCode.Ok;
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Prepare(WebApplicationBuilder builder, string[] settings)
    {
        builder.Services.AddDemoMode();
        builder.Services.Configure<WebOptions>(static web => web.SignsInByLink = true);
        builder.Services.RemoveAll<IHostedService>(typeof(StartupBanner));
        // Visitors of a demo on this machine may register. Elsewhere only a setting opens it.
        builder.Configuration[RegistrationSetting] ??= builder.Configuration.IsLocal() ? AuthOptions.Open : AuthOptions.Closed;
        // Keep the wait for running turns short, because their data is deleted anyway.
        builder.Configuration["Streaming:DrainTimeout"] ??= "00:00:01";
        if (!settings.Any(setting => setting.StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase)))
        {
            builder.Logging.AddFilter(null, LogLevel.Warning);
        }
    }

    private static Uri Url(WebApplication app) =>
        Listening.LocalAddress(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static void RemoveAll<T>(this IServiceCollection services, Type implementation)
    {
        foreach (var found in services.Where(service => service.ServiceType == typeof(T) && service.ImplementationType == implementation)
            .ToArray())
        {
            services.Remove(found);
        }
    }
}
