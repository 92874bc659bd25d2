namespace SamosaChaat.Shared.Page;

/// <summary>The settings of section <c>Web</c>.</summary>
internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>True serves the page at <c>/</c>. With false, <c>/</c> and the page's files return 404.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// True if a link can sign the page in. Only the demo sets it, in code. It is not public, so that no setting does so by mistake.
    /// </summary>
    internal bool SignsInByLink { get; set; }
}
