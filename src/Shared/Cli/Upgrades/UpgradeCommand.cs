using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using Spectre.Console;

namespace SamosaChaat.Shared.Cli.Upgrades;

/// <summary>The command <c>samosachaat upgrade</c>: brings the store to the version of this program, or says what that will do.</summary>
internal static class UpgradeCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var check = new Option<bool>("--check") { Description = "Only say what will happen. Change nothing." };
        var json = CommandOptions.Json();
        var command = new Command(
            "upgrade",
            "Bring the store to the version of this program, and stop. A start of the server does the same. No server may use the store, "
                + "except with --check or PostgreSQL. --check exits with 0 if there is nothing to do, and with 3 if there is.")
        {
            check, json
        };
        command.SetAction((parsed, _) => parsed.GetValue(check)
            ? CommandRun.RunAsync("check the upgrade", _ => CheckAsync(server, settings, parsed.GetValue(json)))
            : CommandRun.RunAsync("upgrade the store", _ => RunAsync(server, settings, parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> CheckAsync(ServerParts server, string[] settings, bool json)
    {
        await using var services = server.Services(settings);
        var plan = UpgradePlan.Of(services.GetRequiredService<IOptions<StorageOptions>>().Value);
        Console.WriteLine(json ? UpgradeText.Json(plan) : UpgradeText.Of(plan));
        if (!plan.IsNeeded) return ExitCode.Ok;
        return plan.HasRoom ? ExitCode.Pending : throw new CannotStartException("The disk has no room for the copy. Nothing was changed.");
    }

    private static async Task<int> RunAsync(ServerParts server, string[] settings, bool json)
    {
        await using var services = server.Services(settings);
        var options = services.GetRequiredService<IOptions<StorageOptions>>();
        var plan = UpgradePlan.Of(options.Value);
        if (plan.IsNeeded)
        {
            var isQuiet = json || AnsiConsole.Profile.Out.IsTerminal;
            string? copy = null;
            await ProgressRunner.ShowAsync("Upgrading", plan.Steps.Count + (plan.Copy is null ? 0 : 1), json, tell => Task.Run(() =>
            {
                var progress = new UpgradeProgress(plan, isQuiet, tell);
                using var folder = Claim(options);
                StorageRegistration.Open(options.Value, folder, ChatSchema.Migrations, watch: progress).Dispose();
                copy = progress.Copy;
            }));
            Console.WriteLine(json ? Result(plan, copy) : UpgradeText.Done(plan, copy));
        }
        else
        {
            Console.WriteLine(json ? Result(plan, copy: null) : UpgradeText.Of(plan));
        }

        return ExitCode.Ok;
    }

    private static string Result(UpgradePlan plan, string? copy) =>
        JsonSerializer.Serialize(new { plan.Store, plan.From, plan.To, copy }, Json.Options);

    /// <summary>PostgreSQL keeps its nodes apart by itself. So one may use the data folder, which has the key only.</summary>
    private static DataFolder Claim(IOptions<StorageOptions> options) =>
        !options.Value.IsFile && DataFolder.IsInUse(Path.GetFullPath(options.Value.Path))
            ? DataFolder.Join(options)
            : new DataFolder(options) { KeepsReserve = false };
}
