using System.Diagnostics.CodeAnalysis;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>Reads settings that have a file of their own, such as secrets that are mounted as files.</summary>
internal static class SettingFile
{
    /// <summary>Returns the text of the file without white space around it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Read(string file) => File.ReadAllText(file).Trim();

    /// <param name="setting">The name of the setting that names the file.</param>
    /// <param name="fault">A sentence for the operator if the file cannot be read.</param>
    public static bool TryRead(
        string setting, string file, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? fault)
    {
        (text, fault) = (null, null);
        try
        {
            text = Read(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            fault = $"{setting} '{file}' cannot be read. {e.Message}";
            return false;
        }
    }
}
