namespace SamosaChaat.Tests.Cli;

/// <summary>The program with a command that ends by itself.</summary>
internal static class Command
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var program = ServerProcess.Launch(arguments);
        var code = await program.ExitCodeAsync();
        return (code, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
