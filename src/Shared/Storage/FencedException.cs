namespace SamosaChaat.Shared.Storage;

/// <summary>Tells that this node has lost its right to write: another node has deleted its row. Nothing was written.</summary>
internal sealed class FencedException() : Exception("This node has lost its lease. Another node has taken over its turns.");
