namespace SamosaChaat.Bench.Data;

/// <summary>
/// Measures what a person's data costs in each size: to search, export, import, back up and copy. Each command is a process of its own.
/// </summary>
internal sealed class DataCommand(DataOptions options)
{
    public async Task<int> RunAsync()
    {
        Console.WriteLine("""
            One person with conversations of 50 messages, 60 words each. The seconds include the start of the process, and the memory is its highest.

            | messages | engine | what | result | seconds | memory, MB |
            |---|---|---|---|---|---|
            """);
        foreach (var messages in options.Messages)
        {
            foreach (var engine in options.Engines) await new DataRun(engine, messages, options.Program).RunAsync();
        }

        return 0;
    }
}
