using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Schema;

/// <summary>Holds the schema of this program.</summary>
internal static class ChatSchema
{
    public static SchemaMigrations Migrations => new(SqliteMigrations.Steps, LiteDbMigrations.Steps);
}
