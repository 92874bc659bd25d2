using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity.Providers;

namespace SamosaChaat.Features.Auth;

/// <summary>Tells the operator why sign-ins by a provider fail. It has neither codes nor tokens.</summary>
internal static partial class SignInLog
{
    public static void Failed(ILogger logger, Provider provider, string reason) => LogFailed(logger, provider.Options.Name!, reason);

    [LoggerMessage(EventIds.ProviderSignInFailed, LogLevel.Warning, "A sign-in by the identity provider {provider} failed: {reason}")]
    private static partial void LogFailed(ILogger logger, string provider, string reason);
}
