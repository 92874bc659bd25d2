using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using Spectre.Console;

namespace SamosaChaat.Shared.Cli;

/// <summary>Prints the addresses and accounts of a new demo: in colour on a terminal, else as plain lines or JSON.</summary>
internal sealed class DemoBanner(Uri url, IServiceProvider services, bool json)
{
    private readonly DemoData data = services.GetRequiredService<DemoData>();
    private readonly string engine = services.GetRequiredService<IOptions<StorageOptions>>().Value.Engine;
    private readonly int seed = services.GetRequiredService<IOptions<DemoModeOptions>>().Value.Seed;
    private readonly string origin = url.GetLeftPart(UriPartial.Authority);

    /// <summary>The link that signs a page in as the first user, valid once.</summary>
    public string Link => $"{origin}/#login={data.Link.Text}";

    private string Day => data.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Curl => $"curl -s {origin}/auth/login -H 'content-type: application/json' -d '{Login}'";

    private static string Login => $$"""{"email":"{{SeedPlan.DemoEmail}}","password":"{{DemoData.Password}}"}""";

    public void Print()
    {
        if (json)
        {
            var users = data.Users.Select(seeded => new { seeded.User.Name, seeded.User.Email, DemoData.Password, seeded.Conversations });
            Console.WriteLine(JsonSerializer.Serialize(new { url = origin, link = Link, seed, day = Day, engine, users }, Json.Options));
        }
        else if (AnsiConsole.Profile.Out.IsTerminal)
        {
            PrintForEyes();
        }
        else
        {
            Console.WriteLine($"samosaChaat listens on {origin} (demo, seed {seed}, {Day}, {engine})");
            Console.WriteLine($"Open this link to sign in, valid once: {Link}");
            foreach (var seeded in data.Users)
            {
                Console.WriteLine($"{seeded.User.Email}  {DemoData.Password}  ({seeded.User.Name}, {seeded.Conversations} conversations)");
            }

            Console.WriteLine($"Try: {Curl}");
        }
    }

    /// <summary>Prints the new link after a reset, which invalidates the old link.</summary>
    public void PrintLink() =>
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { link = Link }, Json.Options)
            : $"The demo was reset. Open this link to sign in, valid once: {Link}");

    private void PrintForEyes()
    {
        var users = new Table().Border(TableBorder.Rounded).BorderColor(Color.Orange3).AddColumns(
            "Email", "Password", "Name", "Conversations");
        users.Columns[3].RightAligned();
        foreach (var seeded in data.Users)
        {
            users.AddRow(
                Markup.Escape(seeded.User.Email),
                Markup.Escape(DemoData.Password),
                Markup.Escape(seeded.User.Name ?? ""),
                seeded.Conversations.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.MarkupLineInterpolated(
            $"🥟 [bold orange3]samosaChaat[/], a demo on [bold]{origin}[/] [dim](seed {seed}, {Day}, {engine})[/]");
        AnsiConsole.Write(users);
        AnsiConsole.MarkupLine("[bold]Open the page and sign in.[/] [dim]The link is valid once.[/]");
        // Bypass the layout, because it would wrap the text that the user copies.
        Console.WriteLine(Link);
        AnsiConsole.MarkupLine("[bold]Or call the API.[/]");
        Console.WriteLine(Curl);
        AnsiConsole.MarkupLine("[dim]Ctrl+C stops the demo and deletes its data.[/]");
    }
}
