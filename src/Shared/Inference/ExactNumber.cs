namespace SamosaChaat.Shared.Inference;

internal static class ExactNumber
{
    /// <summary>Returns the number that was meant. 0.7f as a double is 0.699999988, but as a decimal it is 0.7.</summary>
    public static double? Of(float? number) => number is { } value ? (double)(decimal)value : null;
}
