using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Http;

/// <summary>Validates a setting that is a list.</summary>
internal static class SettingsList
{
    /// <param name="setting">The full name of the setting.</param>
    /// <param name="first">A description of the list's first item.</param>
    /// <param name="isValid">Returns true for a valid item.</param>
    /// <param name="rule">The end of the sentence "Setting:0 must be …".</param>
    public static ValidateOptionsResult Validate(
        IConfiguration configuration, string setting, string first, IReadOnlyList<string> items, Func<string, bool> isValid, string rule)
    {
        // The binder silently ignores a single value where a list is expected.
        if (!string.IsNullOrEmpty(configuration[setting]))
        {
            return ValidateOptionsResult.Fail($"{setting} must be a list. {setting}:0 is its first {first}.");
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (!isValid(items[i])) return ValidateOptionsResult.Fail($"{setting}:{i} must be {rule}");
        }

        return ValidateOptionsResult.Success;
    }
}
