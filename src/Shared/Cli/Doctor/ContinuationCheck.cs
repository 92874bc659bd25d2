using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// Checks whether an upstream continues the beginning of an answer, and whether its setting says the same. It asks at most one short question
/// for each way. A server that cannot do it begins its answer again, or refuses the question.
/// </summary>
internal static class ContinuationCheck
{
    private const string Question = "Count from one to ten, in words, with commas, and write nothing else.";
    private const string Begun = "one, two, three, four,";
    private const string Next = "five";

    /// <summary>Returns no finding if the upstream cannot continue and its setting says so, as with most servers.</summary>
    public static async Task<IEnumerable<Finding>> RunAsync(Upstream upstream, string check, string model, CancellationToken ct)
    {
        string[] others = [.. new[] { Continuations.Prefill, Continuations.FinalMessage }.Where(way => way != upstream.Continues)];
        if (upstream.CanContinue && await ContinuesAsync(upstream, upstream.Continues, model, ct))
        {
            return [Finding.Ok(check, $"'{model}' continues the beginning of an answer (Continues is '{upstream.Continues}')")];
        }

        foreach (var way in others)
        {
            if (!await ContinuesAsync(upstream, way, model, ct)) continue;
            return [upstream.CanContinue
                ? Finding.Wrong(check, $"'{model}' does not continue an answer in the way '{upstream.Continues}'", $"Set Continues to '{way}'.")
                : Finding.Note(
                    check,
                    $"'{model}' can continue the beginning of an answer",
                    $"Set Continues to '{way}', and Streaming:Recovery to 'continue', to continue answers after a crash.")];
        }

        return !upstream.CanContinue ? [] : [Finding.Wrong(
            check,
            $"'{model}' does not continue the beginning of an answer",
            $"Set Continues to '{Continuations.No}'. If the model is too small to count to ten, try it by hand.")];
    }

    private static async Task<bool> ContinuesAsync(Upstream upstream, string way, string model, CancellationToken ct)
    {
        ChatMessage[] prompt = [new(ChatRole.User, Question), new(ChatRole.Assistant, Begun)];
        var options = new ChatOptions { ModelId = model, MaxOutputTokens = 8, Temperature = 0 }.Continuing(way);
        try
        {
            var reply = await upstream.Client.GetResponseAsync(prompt, options, ct);
            return reply.Text.TrimStart().StartsWith(Next, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A server that does not know the way refuses it. The answer before has shown that it works otherwise.
            return false;
        }
    }
}
