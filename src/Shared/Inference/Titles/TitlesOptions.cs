using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference.Titles;

/// <summary>Holds the settings of section <c>Titles</c>.</summary>
internal sealed class TitlesOptions
{
    public const string Section = "Titles";

    /// <summary>The tag of the model that writes titles. Without it, conversations keep the titles that they were created with.</summary>
    public string? Model { get; set; }

    /// <summary>The maximum time for one title.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Titles:Timeout must be from 00:00:01 to 00:05:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Stops the start if no upstream serves the model.</summary>
internal sealed class TitlesOptionsValidator(IServiceProvider services) : IValidateOptions<TitlesOptions>
{
    public ValidateOptionsResult Validate(string? name, TitlesOptions options)
    {
        if (options.Model is not { } model) return ValidateOptionsResult.Success;
        var models = services.GetRequiredService<ModelCatalog>();
        return models.Route(model) is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Titles:Model is wrong. {models.Unknown(model)}");
    }
}
