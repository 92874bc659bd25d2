using System.Text;

namespace SamosaChaat.Tests.Hosting.Servers;

/// <summary>Runs the program's entry point within this process: another process takes a second, and a start that is refused needs none.</summary>
internal static class ProgramInProcess
{
    private static readonly ErrorsByFlow Errors = Replace(Console.Error);

    /// <summary>Runs it with these settings, which it must refuse with exit code 1, and returns the one line that it prints on stderr.</summary>
    public static async Task<string> RefusalAsync(params (string Key, string Value)[] settings)
    {
        string[] arguments = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var printed = new StringBuilder();
        // On a thread of its own kind: the entry point holds its thread until the program has ended.
        var run = Task.Factory.StartNew(
            () =>
            {
                Errors.Collect(printed);
                return (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])!;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var code = await run.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        var line = Assert.Single(printed.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, code);
        return line;
    }

    private static ErrorsByFlow Replace(TextWriter original)
    {
        var errors = new ErrorsByFlow(original);
        Console.SetError(errors);
        return errors;
    }

    /// <summary>Is stderr for all but those who collect what they and what they call print.</summary>
    private sealed class ErrorsByFlow(TextWriter original) : TextWriter
    {
        private readonly AsyncLocal<StringBuilder?> collected = new();

        public override Encoding Encoding => original.Encoding;

        public void Collect(StringBuilder printed) => collected.Value = printed;

        public override void Write(char value)
        {
            if (collected.Value is { } printed) printed.Append(value);
            else original.Write(value);
        }
    }
}
