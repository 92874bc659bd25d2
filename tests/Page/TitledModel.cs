namespace SamosaChaat.Tests.Page;

/// <summary>A model that answers, and another one on the same server that writes titles.</summary>
internal sealed class TitledModel : IAsyncDisposable
{
    public const string Name = "titles-1b";

    private TaskCompletionSource free = Open();
    private int titles;

    public TitledModel() => Server.Script = async reply =>
    {
        if (Server.Requests.Last().Body.Text("model") == Name)
        {
            Interlocked.Increment(ref titles);
            await reply.TokenAsync("Folding samosas");
        }
        else
        {
            await free.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync("Wet the edge.");
        }

        await reply.EndAsync();
    };

    public OpenAiServer Server { get; } = new() { Models = ["dough-7b", Name] };

    /// <summary>The number of titles that it was asked for.</summary>
    public int Titles => titles;

    /// <summary>Lets answers wait.</summary>
    public void Hold() => free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => free.SetResult();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
