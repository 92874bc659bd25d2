namespace SamosaChaat.Shared.Domain;

/// <summary>A text that tells a model how to answer. The model gets it before the messages of every prompt.</summary>
/// <param name="Text">The text. It is not blank.</param>
/// <param name="Tokens">This server's own count of the text's tokens.</param>
internal sealed record Instructions(string Text, int Tokens);
