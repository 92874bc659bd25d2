namespace SamosaChaat.Shared.Domain;

/// <summary>The kinds of entries in the audit log. docs/operations.md says what each is written for.</summary>
internal static class AuditKinds
{
    public const string SignedIn = "signed_in";
    public const string SignInFailed = "sign_in_failed";
    public const string SessionEnded = "session_ended";
    public const string SessionsEnded = "sessions_ended";
    public const string AccountCreated = "account_created";
    public const string AccountDisabled = "account_disabled";
    public const string AccountEnabled = "account_enabled";
    public const string AccountDeleted = "account_deleted";
    public const string PasswordChanged = "password_changed";
    public const string RoleChanged = "role_changed";
    public const string QuotaChanged = "quota_changed";
    public const string InviteCreated = "invite_created";
    public const string ApiKeyCreated = "api_key_created";
    public const string ApiKeyDeleted = "api_key_deleted";
    public const string ConversationDeleted = "conversation_deleted";
    public const string ConversationRestored = "conversation_restored";
    public const string DataExported = "data_exported";
    public const string UsersRead = "users_read";
    public const string UsageRead = "usage_read";
    public const string NodeRead = "node_read";
    public const string AuditRead = "audit_read";
    public const string BackupCreated = "backup_created";
    public const string BackupsRead = "backups_read";

    /// <summary>Old entries were removed. The detail has the number and the hash of the last one: see <see cref="AuditChain"/>.</summary>
    public const string EntriesRemoved = "entries_removed";

    public static readonly string[] All =
    [
        SignedIn, SignInFailed, SessionEnded, SessionsEnded, AccountCreated, AccountDisabled, AccountEnabled, AccountDeleted,
        PasswordChanged, RoleChanged, QuotaChanged, InviteCreated, ApiKeyCreated, ApiKeyDeleted, ConversationDeleted, ConversationRestored,
        DataExported, UsersRead, UsageRead, NodeRead, AuditRead, BackupCreated, BackupsRead, EntriesRemoved,
    ];

    /// <summary>Lists the kinds for a message.</summary>
    public static readonly string List = string.Join(", ", All);
}
