namespace SamosaChaat.Shared.Storage;

/// <summary>Tells that a store is not the one that the data folder belongs to. It was not changed.</summary>
internal sealed class ForeignStoreException() : Exception("The store has another id than the data folder expects.");
