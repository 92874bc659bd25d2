using System.Net.Http.Headers;
using SamosaChaat.Shared.Transfer.Exports;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary><c>samosachaat import</c>: each conversation is there as a whole or not at all, and a second import adds the others.</summary>
internal class ImportOperation(OperationContext context) : LongOperation(context)
{
    private readonly ExportedSource exported = new(context);

    public override string Kind => "import";

    protected ExportedSource Exported => exported;

    public override async Task PrepareAsync(string folder)
    {
        using var target = Stores.Open(Engine, folder);
        await SeededStore.AddUserAsync(target.Store);
    }

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(Context.Start(
        ["import", "--user", SeededStore.Email, "--from", exported.File, "--json", .. Stores.Settings(Engine, folder)]));

    public override Task<string?> FaultOfSourceAsync(string folder) => Task.FromResult(exported.FaultOfFile(exported.File));

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        // A conversation with half of its messages would be in conflict with the file: the second import tells.
        using var target = Stores.Open(Engine, folder);
        var conversations = await target.Store.ReadAsync(new ReadConversationIds(SeededStore.User.Id, Guid.Empty), default);
        return (conversations.Length == SeededStore.Conversations(Context.Options.Messages), null);
    }

    public override void Remove(string folder)
    {
        Stores.RemoveTables(Engine, folder);
        base.Remove(folder);
    }

    public override Task<string?> FaultOfWholeAsync(string folder) => exported.FaultOfSourceAsync(folder);

    protected override Task SetUpAsync() => exported.SetUpAsync(Source);
}

/// <summary>The same by <c>POST /import</c>, with the server killed.</summary>
internal sealed class ServerImportOperation(OperationContext context) : ImportOperation(context)
{
    public override string Name => "import by the server";

    public override bool IsServer => true;

    public override async Task<IOperationRun> StartAsync(string folder)
    {
        string token;
        using (var target = Stores.OpenWithKey(Engine, folder)) token = SeededStore.TokenOf(target);
        return await ServerOperationRun.StartAsync(Stores.Server(Engine, folder, Context.Options.Program), async http =>
        {
            await using var file = File.OpenRead(Exported.File);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/import") { Content = new StreamContent(file) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content.Headers.ContentType = new("application/x-ndjson");
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode && body.Contains("\"summary\"", StringComparison.Ordinal) && !body.Contains("\"invalid\",", StringComparison.Ordinal)
                ? null
                : $"{response.StatusCode}: {body}";
        });
    }
}
