using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat seed</c>: fills a permanent store.</summary>
internal static class SeedCommand
{
    private const int MinPassword = 8;

    public static Command Create(ServerParts server, string[] settings)
    {
        var users = Count("--users", "Number of users.", 5, 100_000);
        var conversations = Count("--conversations", "Number of conversations per user.", 20, 100_000);
        var messages = Count("--messages", "Approximate number of messages per conversation.", 10, 10_000);
        var (seed, day, json) = (CommandOptions.Seed(), CommandOptions.Day(), CommandOptions.Json());
        var password = CommandOptions.Text(
            "--password",
            "Password of all users. Default: a random password, printed at the end.",
            "text",
            text => text.Length >= MinPassword,
            "must have at least 8 characters.");
        var force = new Option<bool>("--force") { Description = "Add to a store that already has accounts." };
        var command = new Command(
            "seed", "Fill the configured store with generated users and conversations. No server may use the store meanwhile.")
        {
            users, conversations, messages, seed, day, password, force, json
        };
        command.SetAction((parsed, ct) =>
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.Now());
            var from = parsed.GetValue(day) is { } given && DemoModeOptions.TryReadDay(given, out var read) ? read : today;
            var plan = new SeedPlan(
                parsed.GetValue(seed), from, parsed.GetValue(users), parsed.GetValue(conversations), parsed.GetValue(messages));
            return RunAsync(
                server,
                settings,
                plan,
                parsed.GetValue(password) ?? RandomNumberGenerator.GetHexString(20, lowercase: true),
                parsed.GetValue(force),
                parsed.GetValue(json),
                ct);
        });
        return command;
    }

    private static Task<int> RunAsync(
        ServerParts server,
        string[] settings,
        SeedPlan plan,
        string password,
        bool force,
        bool json,
        CancellationToken ct) => CommandRun.RunAsync("seed the store", async _ =>
    {
        await using var services = server.Services(settings);
        var store = services.GetRequiredService<IStore>();
        var root = services.GetRequiredService<DataFolder>().Root;
        if (!force && await store.ReadAsync(new HasUsers(), ct))
        {
            throw new CannotStartException($"The store in '{root}' already has accounts. Use --force to add to it.");
        }

        var people = new SeedData(plan, services.GetRequiredService<TokenCounter>())
            .Users(services.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, password)).ToArray();
        if (await store.WriteAsync(new AddSeededUsers([.. people.Select(seeded => seeded.User)]), ct) is { } taken)
        {
            throw new CannotStartException(
                $"The store in '{root}' already has an account '{taken}', so nothing was added. Use another --seed to get other users.");
        }

        var all = people.SelectMany(seeded => seeded.Conversations);
        var count = await ProgressRunner.RunAsync(
            "Seeding",
            plan.Users * plan.Conversations,
            quiet: json,
            all.Select(seeded => new AddSeededConversation(seeded)),
            command => store.WriteAsync(command, ct),
            ct);
        var emails = people.Select(seeded => seeded.User.Email).ToArray();
        var day = plan.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(
                new { plan.Users, conversations = count, plan.Seed, day, data = root, password, emails }, Json.Options)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Added {plan.Users} users and {count} conversations to {root}. The first user is {emails[0]}. "
                    + $"The password of all users is: {password}"));
        return ExitCode.Ok;
    });

    private static Option<int> Count(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0) return;

            var isNumber = int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
            if (!isNumber || count < 1 || count > most)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from 1 to {most}."));
            }
        });
        return option;
    }
}
