using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Demo;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;
using Spectre.Console;

namespace SamosaChaat.Shared.Cli;

/// <summary>What somebody who has just started a demo wants to know. In colour on a terminal; elsewhere plain lines, or JSON.</summary>
internal sealed class DemoBanner(Uri url, IServiceProvider services, bool json)
{
    private readonly DemoData data = services.GetRequiredService<DemoData>();
    private readonly string engine = services.GetRequiredService<IOptions<StorageOptions>>().Value.Engine;
    private readonly int seed = services.GetRequiredService<IOptions<DemoModeOptions>>().Value.Seed;
    private readonly string origin = url.GetLeftPart(UriPartial.Authority);

    /// <summary>Logs a page in as the first user, once.</summary>
    public string Link => $"{origin}/#login={data.Link.Text}";

    private string Day => data.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Curl => $$"""curl -s {{origin}}/auth/login -H 'content-type: application/json' -d '{"email":"{{SeedPlan.DemoEmail}}","password":"{{DemoData.Password}}"}'""";

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
            Console.WriteLine($"Logged in by this link, once: {Link}");
            foreach (var seeded in data.Users) Console.WriteLine($"{seeded.User.Email}  {DemoData.Password}  ({seeded.User.Name}, {seeded.Conversations} conversations)");
            Console.WriteLine($"Try: {Curl}");
        }
    }

    /// <summary>Again, after the data was put back: the link before is no good any more.</summary>
    public void PrintLink() =>
        Console.WriteLine(json ? JsonSerializer.Serialize(new { link = Link }, Json.Options) : $"The demo is as it was in the beginning. Logged in by this link, once: {Link}");

    private void PrintForEyes()
    {
        var users = new Table().Border(TableBorder.Rounded).BorderColor(Color.Orange3).AddColumns("Email", "Password", "Name", "Conversations");
        users.Columns[3].RightAligned();
        foreach (var seeded in data.Users)
        {
            users.AddRow(Markup.Escape(seeded.User.Email), Markup.Escape(DemoData.Password), Markup.Escape(seeded.User.Name ?? ""), seeded.Conversations.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.MarkupLineInterpolated($"🥟 [bold orange3]samosaChaat[/], a demo on [bold]{origin}[/] [dim](seed {seed}, {Day}, {engine})[/]");
        AnsiConsole.Write(users);
        AnsiConsole.MarkupLine("[bold]Open the page, logged in.[/] [dim]The link is good once.[/]");
        // Not through the layout, which would break what is to be copied.
        Console.WriteLine(Link);
        AnsiConsole.MarkupLine("[bold]Or ask the API.[/]");
        Console.WriteLine(Curl);
        AnsiConsole.MarkupLine("[dim]Ctrl+C ends it, and its data.[/]");
    }
}
