#pragma warning disable IDE0130, IDE0161 // These types stand in the program's namespaces to break its rules, for LayersTests alone.
namespace SamosaChaat.Shared.Storage.Violation
{
    internal sealed class Storage
    {
        public static object Use() => Schema.ChatSchema.Migrations;
    }
}

namespace SamosaChaat.Shared.Http.Violation
{
    internal sealed class Http
    {
        // In an async method, whose code the compiler moves into a type of its own.
        public static async Task<object> UseAsync()
        {
            await Task.Yield();
            return OpenApi.StreamEvents.All;
        }
    }
}

namespace SamosaChaat.Shared.Observability.Violation
{
    internal sealed class Observability
    {
        // In a lambda.
        public static Func<object> Use() => static () => Cli.VersionCommand.Create();
    }
}

namespace SamosaChaat.Shared.Identity.Violation
{
    internal sealed class Identity(Inference.ModelCatalog models)
    {
        public object Models => models;
    }
}

namespace SamosaChaat.Shared.Turns.Violation
{
    internal sealed class Turns
    {
        public static object Use() => new Features.Messages.SendMessage.Request();
    }
}

namespace SamosaChaat.Features.Auth.Violation
{
    internal sealed class Auth
    {
        public static object Use() => new Messages.SendMessage.Request();
    }
}

namespace SamosaChaat.Features.Auth.Login.Violation
{
    internal sealed class Login
    {
        public static object Use() => new Register.Request();
    }
}
