using System.Text.RegularExpressions;
using SamosaChaat.Shared.Demo;

namespace SamosaChaat.Tests.Docs;

/// <summary>docs/quickstart-frontend.md does what it says: its files are taken out of the page, compiled and run against a server.</summary>
public sealed partial class QuickstartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    [Fact]
    public async Task The_page_compiles_and_prints_what_it_says()
    {
        var tools = NodeTools.Folder;
        await using var server = new OwnServer("sqlite", services => services.AddDemoMode(), ("Demo:TokensPerSecond", "200"));
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs/quickstart-frontend.md"), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(tools, "node_modules"));
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"type":"module"}""", TestContext.Current.CancellationToken);
        foreach (Match file in Files().Matches(page))
        {
            var code = file.Groups["code"].Value.Replace("http://localhost:8002", server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, file.Groups["name"].Value), code, TestContext.Current.CancellationToken);
        }

        await NodeTools.RunAsync(folder, NodeTools.Program("openapi-typescript"), new Uri(server.Address, "/openapi/v1.json").ToString(), "--output", "src/schema.d.ts", "--default-non-nullable=false");
        await NodeTools.RunAsync(folder, NodeTools.Program("tsc"));
        var printed = await NodeTools.RunAsync(folder, "node", "out/main.js");

        Assert.Equal(Printed().Match(page).Groups[1].Value, printed);
        // It did break, and was gone on with.
        Assert.Contains(server.Log.Entries, entry => entry.Event.Id == 1000 && entry.Message.StartsWith("GET /conversations/", StringComparison.Ordinal) && entry.Message.Contains("/stream 200", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [GeneratedRegex("^```(?:ts|json)\n// (?<name>\\S+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Files();

    [GeneratedRegex("^```text\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Printed();
}
