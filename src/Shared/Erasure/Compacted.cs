namespace SamosaChaat.Shared.Erasure;

/// <summary>Says what compacting a store has changed.</summary>
/// <param name="Store">The store's name, without any secret.</param>
/// <param name="Before">The bytes that it took before.</param>
/// <param name="After">The bytes that it takes now.</param>
internal sealed record Compacted(string Store, long Before, long After);

/// <summary>Shows a step while it runs.</summary>
/// <param name="total">The amount of work of the step.</param>
/// <param name="work">The step. It tells how much further work it has done.</param>
internal delegate Task ShowStep(string title, long total, Func<Action<int>, Task> work);
