using System.Reflection;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>Provides the version of this program.</summary>
internal static class ProgramVersion
{
    /// <summary>The version of the project file, such as <c>0.1.0</c>. A build from a repository adds <c>+</c> and the commit.</summary>
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
