using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Generates the reasoning of the demo's second model, so that frontends can show reasoning without a real model.</summary>
internal static class DemoThoughts
{
    /// <summary>The model_tag of the model that thinks before it answers.</summary>
    public const string Model = "demo-thinking";

    private const int MaxQuoted = 80;

    /// <summary>Returns the same reasoning for the same question, in tokens.</summary>
    public static IEnumerable<AIContent> Tokens(string question)
    {
        var dice = new DemoDice(SHA256.HashData(Encoding.UTF8.GetBytes(question)));
        var quoted = string.Concat(question.EnumerateRunes().Take(MaxQuoted)).ReplaceLineEndings(" ");
        var thoughts = string.Join(' ', dice.Several(DemoPhrases.Thoughts, 2));
        var text = $"The question is: \u201C{quoted}\u201D\n\n{thoughts}\n\nNow I can answer.";
        return DemoAnswer.Split(text).Select(token => new TextReasoningContent(token));
    }
}
