namespace SamosaChaat.Tests.Cli;

/// <summary>The program with a command that ends by itself.</summary>
internal static class Command
{
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunWithAsync("", arguments);

    /// <summary>The same with a text on standard input.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunWithAsync(string input, params string[] arguments)
    {
        await using var program = ServerProcess.Launch(arguments);
        await program.InputAsync(input);
        var code = await program.ExitCodeAsync();
        return (code, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
