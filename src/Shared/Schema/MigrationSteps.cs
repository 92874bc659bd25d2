using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Upgrades;

namespace SamosaChaat.Shared.Schema;

/// <summary>Says what each migration does, for operators. docs/upgrading.md has the same table.</summary>
internal static class MigrationSteps
{
    private static readonly MigrationStep Initial = new("Makes the tables of accounts, sessions, conversations and messages.");
    private static readonly MigrationStep Attempts = new("Keeps each attempt to answer a turn.");
    private static readonly MigrationStep SideBySide = new("Lays the messages of a conversation side by side.", ReadsAll: true);
    private static readonly MigrationStep AnswerIds = new("Gives each turn the id of its answer, and messages their own counts of tokens.");
    private static readonly MigrationStep Reasoning = new("Keeps the reasoning of a model beside its answer.");
    private static readonly MigrationStep EmptyAnswers = new("Notes the answers without text that a model is not sent.");
    private static readonly MigrationStep Instructions = new("Gives conversations instructions.");
    private static readonly MigrationStep Nodes = new("Lets several servers share the database.");
    private static readonly MigrationStep ClusterState = new("Lets these servers share signing keys and ended sessions.");
    private static readonly MigrationStep Seams = new("Notes where an answer was continued after a crash.");
    private static readonly MigrationStep Roles = new("Gives accounts roles. The oldest account becomes the administrator.");
    private static readonly MigrationStep Sessions = new("Keeps the devices of sessions, and API keys.");
    private static readonly MigrationStep Usage = new("Counts what each account uses in a day.");
    private static readonly MigrationStep Identities = new("Links accounts with identity providers.");
    private static readonly MigrationStep Audit = new("Begins the audit log.");
    private static readonly MigrationStep Versions = new("Gives messages versions.", ReadsAll: true);
    private static readonly MigrationStep Pins = new("Lets conversations be pinned and archived.");
    private static readonly MigrationStep UsersComeBack = new("Lets an account that comes back keep its streams.");
    private static readonly MigrationStep Search =
        new("Makes the index of words. The server fills it in the background when it runs.", ReadsAll: true);

    private static readonly MigrationStep Trash = new("Adds the trash, temporary conversations and the days that conversations are kept.");
    private static readonly MigrationStep SearchTimes = new("Orders the index of words by time.", ReadsAll: true);

    private static readonly MigrationStep[] Sqlite =
    [
        Initial, Attempts with { ReadsAll = true }, SideBySide, AnswerIds, Reasoning, EmptyAnswers, Instructions, Seams, Roles, Sessions,
        Usage, Identities, Audit, Versions, Pins, Search, Trash,
    ];

    private static readonly MigrationStep[] LiteDb =
    [
        Initial, Attempts with { ReadsAll = true }, Instructions, Roles, Sessions, Identities, Audit, Versions, Pins,
        Search with { Does = "Makes the index of words, and fills it." },
        Trash,
    ];

    private static readonly MigrationStep[] Postgres =
    [
        Initial, Nodes, ClusterState, Seams, Roles, Sessions, Usage, Identities, Audit, Versions, Pins, UsersComeBack, Search, Trash,
        SearchTimes,
    ];

    /// <summary>Returns the steps of an engine, in their order.</summary>
    public static IReadOnlyList<MigrationStep> Of(string engine) => engine switch
    {
        StorageOptions.LiteDb => LiteDb,
        StorageOptions.Postgres => Postgres,
        _ => Sqlite,
    };
}
