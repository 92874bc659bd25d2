using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>Holds a turn's attempts, as its readers saw them, against what is stored and against what the model said.</summary>
internal sealed class AnswerCheck(Model model, bool strict, Tally tally)
{
    /// <summary>A checkpoint is late by its commit, and this machine may be busy with other things.</summary>
    private static readonly TimeSpan AtMost = SoakOptions.CheckpointInterval + TimeSpan.FromSeconds(1);

    /// <param name="done">How the replay ended.</param>
    /// <param name="answer">As the list has it.</param>
    public void Hold(Turn turn, StreamedEvent done, JsonElement? answer)
    {
        // A good answer gives way to another good one only.
        var good = turn.Attempts.Where(attempt => attempt.End is { Text: "stop" or "length" }).Select(attempt => attempt.Number).DefaultIfEmpty(-1).Max();
        if (good > done.Attempt || (good >= 0 && done.Text is ("error" or "interrupted"))) turn.Violation("a finished answer is gone", $"attempt {good} was, now {done.Data}");
        var calls = new HashSet<int>();
        foreach (var attempt in turn.Attempts)
        {
            HoldLosses(turn, attempt);
            var text = attempt.Text();
            if (text.Length == 0) continue;
            if (Said(turn, text) is not { } script) turn.Violation("the model did not say this", text);
            else if (!calls.Add(script.Call)) turn.Violation("two attempts have one call's answer", text);
            else if (attempt.Number == done.Attempt && !IsWhole(script.Script, turn, done.Text, text)) turn.Violation("an answer is not what the model said", $"{done.Data}, it said {script.Script.Text(turn.MaxTokens)}");
        }

        if (turn is { Told: { } told, MayBeRegenerated: false } && (answer is null || !JsonElement.DeepEquals(told, answer.Value)))
        {
            turn.Violation("another answer than was told without a stream", $"{told}, stored is {answer}");
        }
    }

    /// <summary>What was seen and is not stored: nothing where strict, else what a kill took, and that was young.</summary>
    private void HoldLosses(Turn turn, Attempt attempt)
    {
        if (attempt.FirstLost() is not { } lost) return;
        var age = lost.ServerRun.BeforeEnd(lost.At);
        var detail = $"event {lost.Event.Id} of run {lost.ServerRun.Number}, {age.TotalMilliseconds:F0} ms before its end; the end is now {attempt.End!.Id} {attempt.End.Data}";
        if (strict) turn.Violation("seen and lost", detail);
        // A node that is cut off goes on until its lease ends. TakeoverCheck knows when that is too late.
        else if (lost.ServerRun.IsNode && attempt.End.Text == "interrupted") return;
        else if (!lost.ServerRun.IsKilled || attempt.End.Text != "interrupted") turn.Violation("seen and lost without a kill", detail);
        else if (age > AtMost) turn.Violation("more lost than a checkpoint's interval", detail);
        else tally.Lost(age);
    }

    private (int Call, Script Script)? Said(Turn turn, string text)
    {
        if (Script.Origin(text) is not { } origin || origin.Turn != turn.Id || origin.Call >= model.CallsFor(turn.Id)) return null;
        var script = model.ScriptFor(turn.Id, origin.Call, turn.Content);
        return script.Text(turn.MaxTokens).StartsWith(text, StringComparison.Ordinal) ? (origin.Call, script) : null;
    }

    private static bool IsWhole(Script script, Turn turn, string? reason, string text) => reason switch
    {
        "stop" => script.Ending == Ending.Done && text == script.Text(null),
        "length" => script.Tokens.Count >= turn.MaxTokens && text == script.Text(turn.MaxTokens),
        _ => true,
    };
}
