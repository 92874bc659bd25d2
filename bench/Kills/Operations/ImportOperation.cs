using System.Net.Http.Headers;
using SamosaChaat.Shared.Transfer.Exports;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat import</c>: each conversation is there as a whole or not at all, and a second import adds the others.</summary>
internal class ImportOperation(OperationContext context) : LongOperation(context)
{
    private readonly ExportedSource exported = new(context);
    private string target = "";

    public override string Kind => "import";

    protected ExportedSource Exported => exported;

    /// <summary>The user's token, for a server with the key that each target has.</summary>
    protected string Token { get; private set; } = "";

    public override Task PrepareAsync(string folder)
    {
        Stores.Copy(Engine, target, folder);
        return Task.CompletedTask;
    }

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(Context.Start(
        ["import", "--user", SeededStore.Email, "--from", exported.File, "--json", .. Stores.Settings(Engine, folder)]));

    public override Task<string?> FaultOfSourceAsync(string folder) => Task.FromResult(exported.FaultOfFile(exported.File));

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        // A conversation with half of its messages would be in conflict with the file: the second import tells.
        using var found = Stores.Open(Engine, folder);
        var conversations = await found.Store.ReadAsync(new ReadConversationIds(SeededStore.User.Id, Guid.Empty), default);
        return (conversations.Length == SeededStore.Conversations(Context.Options.Messages), null);
    }

    public override Task<string?> FaultOfWholeAsync(string folder) => exported.FaultOfSourceAsync(folder);

    protected override async Task SetUpAsync()
    {
        await exported.SetUpAsync(Source);
        target = $"{Source}-target";
        using var open = Stores.OpenWithKey(Engine, target);
        await SeededStore.AddUserAsync(open.Store);
        Token = SeededStore.TokenOf(open);
    }
}

/// <summary>The same by <c>POST /import</c>, with the server killed.</summary>
internal sealed class ServerImportOperation(OperationContext context) : ImportOperation(context)
{
    public override string Name => "import by the server";

    public override bool IsServer => true;

    public override async Task<IOperationRun> StartAsync(string folder) =>
        await ServerOperationRun.StartAsync(Stores.Server(Engine, folder, Context.Options.Program), async http =>
        {
            await using var file = File.OpenRead(Exported.File);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/import") { Content = new StreamContent(file) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            request.Content.Headers.ContentType = new("application/x-ndjson");
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode && body.Contains("\"summary\"", StringComparison.Ordinal) && !body.Contains("\"invalid\",", StringComparison.Ordinal)
                ? null
                : $"{response.StatusCode}: {body}";
        });
}
