namespace SamosaChaat.Shared.Page;

/// <summary>Section <c>Web</c>.</summary>
internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>False where only the API is wanted: <c>/</c> and what belongs to it is 404 then.</summary>
    public bool Enabled { get; set; } = true;
}
