using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace SamosaChaat.Tests.Architecture;

/// <summary>The rooms of the program form layers: what the compiled code uses is below what uses it, and no slice reaches into another.</summary>
public sealed class LayersTests
{
    private static readonly Lazy<Use[]> Program = new(() => UsesIn(typeof(Program).Assembly));
    private static readonly Lazy<Use[]> WithViolations = new(() => UsesIn(typeof(Program).Assembly, typeof(LayersTests).Assembly));

    [Fact]
    public void Every_room_uses_only_rooms_below_it_and_no_slice_reaches_into_another()
    {
        Assert.InRange(Program.Value.Length, 1000, int.MaxValue);
        Assert.Empty(ObjectionsTo(Program.Value));
    }

    [Fact]
    public void Every_folder_of_Shared_is_a_room_of_one_layer() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src/Shared")).Select(Path.GetFileName).Append("Features").Order(),
        Layers.FromTheLowest.SelectMany(rooms => rooms).Order());

    /// <summary>Types of this assembly stand where the program has none, and do what must not be done.</summary>
    [Theory]
    [InlineData("Shared.Storage.Violation", "Storage uses Schema, which is not below it")]
    [InlineData("Shared.Http.Violation", "Http uses OpenApi, which is not below it")]
    [InlineData("Shared.Observability.Violation", "Observability uses Cli, which is not below it")]
    [InlineData("Shared.Identity.Violation", "Identity uses Inference, which is not below it")]
    [InlineData("Shared.Turns.Violation", "Turns uses Features, which is not below it")]
    [InlineData("Features.Auth.Violation", "SamosaChaat.Features.Auth.Violation reaches into SamosaChaat.Features.Messages.SendMessage")]
    [InlineData("Features.Auth.Login.Violation", "SamosaChaat.Features.Auth.Login.Violation reaches into SamosaChaat.Features.Auth.Register")]
    public void A_violation_is_seen(string name, string objection)
    {
        var uses = WithViolations.Value.Where(use => use.From == $"SamosaChaat.{name}");

        Assert.Contains(objection, ObjectionsTo(uses));
    }

    private static string[] ObjectionsTo(IEnumerable<Use> uses) => [.. uses
        .Select(use => Layers.Objection(use.From, use.To))
        .OfType<string>()
        .Distinct()];

    /// <summary>Every use of a type by another one, as the compiled code has it: calls, fields, parameters, base types, attributes.</summary>
    private static Use[] UsesIn(params System.Reflection.Assembly[] assemblies) => [.. new ArchLoader().LoadAssemblies(assemblies).Build().Types
        .SelectMany(type => type.Dependencies
            // The library mixes up type parameters of one name.
            .Where(used => used.Target is not GenericParameter)
            .Select(used => new Use(type.Namespace.FullName, used.Target.Namespace.FullName)))
        .Where(use => use.From != use.To && use.To.StartsWith("SamosaChaat.", StringComparison.Ordinal))];

    private sealed record Use(string From, string To);
}
