namespace SamosaChaat.Tests.Architecture;

/// <summary>The layers of the program, from the lowest to the highest. CONTRIBUTING.md shows them and says what each room is for.</summary>
internal static class Layers
{
    private const string Features = "Features";

    /// <summary>A room may use the rooms of lower layers, and itself.</summary>
    public static readonly string[][] FromTheLowest =
    [
        ["Diagnostics", "Domain"],
        ["Storage", "Search"],
        ["Schema"],
        ["Copy", "Http"],
        ["Backup", "Cluster"],
        ["Inference", "Identity", "Erasure"],
        ["Limits", "Retention"],
        ["Audit"],
        ["Turns", "Transfer"],
        [Features],
        ["Observability", "OpenApi"],
        ["Page", "Demo", "Hosting"],
        ["Cli"],
    ];

    /// <summary>Finds the room of a namespace; null for what is in no room, such as <c>Program</c>.</summary>
    public static string? RoomOf(string name) => name.Split('.') switch
    {
        ["SamosaChaat", "Shared", var room, ..] => room,
        ["SamosaChaat", Features, ..] => Features,
        _ => null,
    };

    /// <summary>Says why a type of one namespace must not use a type of another; null where it may.</summary>
    public static string? Objection(string from, string to)
    {
        if (RoomOf(from) is not { } user || RoomOf(to) is not { } used) return null;
        if (user == Features && used == Features) return IsOpenSlice(from, to) ? null : $"{from} reaches into {to}";
        return user == used || LayerOf(used) < LayerOf(user) ? null : $"{user} uses {used}, which is not below it";
    }

    /// <summary>True within a slice, upwards into the slice's own area, and for the generated list of all endpoints.</summary>
    private static bool IsOpenSlice(string from, string to) =>
        from == $"SamosaChaat.{Features}" || from == to || from.StartsWith($"{to}.", StringComparison.Ordinal);

    private static int LayerOf(string room)
    {
        var layer = Array.FindIndex(FromTheLowest, rooms => rooms.Contains(room));
        return layer >= 0 ? layer : throw new InvalidOperationException($"The room {room} is in no layer.");
    }
}
