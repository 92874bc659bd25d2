namespace SamosaChaat.Shared.Search;

/// <summary>A word of a text, as texts are searched.</summary>
/// <param name="Text">The folded word: without case and accents.</param>
/// <param name="Start">Its first UTF-16 unit in the text.</param>
/// <param name="End">The unit behind its last one.</param>
/// <param name="IsCharacter">True for one character of a script that has no spaces between words.</param>
internal readonly record struct Word(string Text, int Start, int End, bool IsCharacter);
