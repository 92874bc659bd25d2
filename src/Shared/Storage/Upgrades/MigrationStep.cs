namespace SamosaChaat.Shared.Storage.Upgrades;

/// <summary>Says what a step of a schema does, for the operator.</summary>
/// <param name="Does">A sentence.</param>
/// <param name="ReadsAll">True if the step reads or writes most of the store. Another one takes a moment in a store of any size.</param>
internal sealed record MigrationStep(string Does, bool ReadsAll = false);
