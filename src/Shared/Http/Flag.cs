namespace SamosaChaat.Shared.Http;

/// <summary>Reads a query parameter that is <c>true</c> or <c>false</c>, or left out.</summary>
internal static class Flag
{
    private const string True = "true";
    private const string False = "false";

    public static bool IsValid(string? text) => text is null or True or False;

    /// <summary>Returns the value of a valid parameter. Null if it is left out.</summary>
    public static bool? Parse(string? text) => text is null ? null : text == True;
}
