using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.GetInstructions;

/// <param name="Content">The text that tells the model how to answer.</param>
internal sealed record Response(string Content) : IExample
{
    public static object Example => new Response(Sample.Instructions);
}
