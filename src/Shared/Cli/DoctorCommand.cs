using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Cli.Doctor;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using Spectre.Console;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat doctor</c>: checks everything that a server needs. The server may run meanwhile.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan ProxyPatience = TimeSpan.FromSeconds(20);

    public static Command Create(ServerParts server, string[] settings)
    {
        var url = CommandOptions.Url("The public URL. Check whether a proxy changes paths or delays streams.");
        var quick = new Option<bool>("--quick") { Description = "Skip the checks that take long in a large store." };
        var json = CommandOptions.Json();
        var command = new Command(
            "doctor",
            "Check the settings, the data folder, the store and the models, and with --url the proxies before the server. "
                + "Exits with 0 if all checks pass, else with 1.")
        {
            url, quick, json
        };
        command.SetAction((parsed, ct) => RunAsync(
            server, settings, parsed.GetValue(url), parsed.GetValue(quick), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ServerParts server, string[] settings, Uri? url, bool quick, bool json, CancellationToken ct)
    {
        var findings = new List<Finding>();
        void Add(IEnumerable<Finding> found)
        {
            foreach (var finding in found)
            {
                findings.Add(finding);
                if (!json) Print(finding);
            }
        }

        try
        {
            await using var services = server.Services(settings);
            Add(SettingsCheck.Run(services));
            if (Valid<StorageOptions>(services) is { } storage)
            {
                Add(FolderCheck.Run(storage));
                Add(StoreCheck.Run(storage, quick));
            }

            if (Valid<BackupOptions>(services) is { } backup) Add(await BackupCheck.RunAsync(backup.S3, ct));
            if (Valid<InferenceOptions>(services) is not null)
            {
                Add(await new UpstreamCheck(services.GetRequiredService<ModelCatalog>(), TimeProvider.System).RunAsync(ct));
            }
        }
        catch (Exception e) when (StartFailure.Explain(e, settings: null) is { } reason)
        {
            Add([Finding.Wrong(
                "settings", reason, "Correct the setting. The server cannot start until then. docs/operations.md lists every setting.")]);
        }

        if (url is not null)
        {
            // Check the proxy's own response instead of following its redirects.
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = ProxyPatience };
            Add(await new ProxyCheck(http, TimeProvider.System).RunAsync(url, ct));
        }

        var well = findings.TrueForAll(finding => finding.Verdict != Verdict.Wrong);
        if (json)
        {
            var all = findings.Select(finding => new
            {
                finding.Check,
                verdict = finding.Verdict.ToString().ToLowerInvariant(),
                finding.Said,
                finding.Advice,
            });
            Console.WriteLine(JsonSerializer.Serialize(new { well, findings = all }, Json.Options));
        }

        return well ? ExitCode.Ok : ExitCode.Failed;
    }

    private static T? Valid<T>(IServiceProvider services) where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (OptionsValidationException)
        {
            // The settings check has already reported it.
            return null;
        }
    }

    private static void Print(Finding finding)
    {
        var (sign, colour) = finding.Verdict switch
        {
            Verdict.Ok => ("ok", "green"),
            Verdict.Note => ("note", "yellow"),
            _ => ("wrong", "red"),
        };
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            Console.WriteLine($"{sign,-5}  {finding.Check}: {finding.Said}");
            if (finding.Advice is not null) Console.WriteLine($"       -> {finding.Advice}");
            return;
        }

        AnsiConsole.MarkupLineInterpolated($"[{colour}]{sign,-5}[/]  [bold]{finding.Check}[/] {finding.Said}");
        if (finding.Advice is not null) AnsiConsole.MarkupLineInterpolated($"       [dim]→[/] {finding.Advice}");
    }
}
