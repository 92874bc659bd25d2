namespace SamosaChaat.Shared.Diagnostics;

/// <summary>The ids of the log events. They are public: operators filter by them, and docs/operations.md lists them.</summary>
internal static class EventIds
{
    // The server.

    /// <summary>A request has ended.</summary>
    public const int RequestEnded = 1000;

    /// <summary>A request failed with an unexpected exception.</summary>
    public const int UnhandledException = 1001;

    /// <summary>The store cannot read or write.</summary>
    public const int StoreUnavailable = 1002;

    /// <summary>The server listens.</summary>
    public const int ServerStarted = 1003;

    /// <summary>The metrics server listens.</summary>
    public const int MetricsServerStarted = 1004;

    /// <summary>A pooler stands before the database, so the store prepares no statements.</summary>
    public const int StatementsNotPrepared = 1005;

    /// <summary>Connections are refused, because all are in use.</summary>
    public const int ConnectionsFull = 1006;

    /// <summary>New entries of the audit log could not be moved into its chain.</summary>
    public const int AuditNotSealed = 1008;

    // Turns.

    /// <summary>A turn sends its prompt to the upstream.</summary>
    public const int PromptSent = 2001;

    /// <summary>A turn has ended.</summary>
    public const int TurnEnded = 2002;

    /// <summary>A turn failed at the upstream.</summary>
    public const int UpstreamFailed = 2003;

    /// <summary>A turn failed on this server.</summary>
    public const int TurnFailed = 2004;

    /// <summary>The server has marked the turns that its last exit interrupted.</summary>
    public const int TurnsInterrupted = 2005;

    /// <summary>A checkpoint could not be stored.</summary>
    public const int CheckpointNotStored = 2006;

    /// <summary>The outcome of a turn could not be stored.</summary>
    public const int OutcomeNotStored = 2007;

    /// <summary>The shutdown waits for running turns.</summary>
    public const int ShutdownWaits = 2008;

    /// <summary>A slow subscriber was disconnected.</summary>
    public const int SubscriberDisconnected = 2009;

    /// <summary>The outcome of a turn is stored after earlier failures.</summary>
    public const int OutcomeStoredLate = 2010;

    /// <summary>It is unknown whether the start of a turn was stored.</summary>
    public const int StartUnknown = 2011;

    /// <summary>The base URL of an upstream lacks the version, and the server works with it.</summary>
    public const int BaseUrlLacksVersion = 2012;

    /// <summary>The list of models of an upstream cannot be read.</summary>
    public const int ModelListUnreadable = 2013;

    /// <summary>The server continues the answers of turns that were cut off.</summary>
    public const int TurnsContinued = 2014;

    /// <summary>A running turn waits for a store whose server is away.</summary>
    public const int TurnWaits = 2015;

    /// <summary>A model could not write a title.</summary>
    public const int TitleFailed = 2016;

    // The cluster.

    /// <summary>This server has joined the cluster.</summary>
    public const int NodeJoined = 2101;

    /// <summary>Another node has taken over this server's turns.</summary>
    public const int NodeFenced = 2102;

    /// <summary>Other nodes are gone.</summary>
    public const int NodesGone = 2103;

    /// <summary>The database does not answer the heartbeat.</summary>
    public const int HeartbeatFailed = 2104;

    /// <summary>The turns of nodes that are gone could not be ended.</summary>
    public const int RecoveryFailed = 2105;

    /// <summary>This node listens for other nodes.</summary>
    public const int NodeListens = 2111;

    /// <summary>A turn of another node can no longer be mirrored.</summary>
    public const int MirrorBroken = 2113;

    /// <summary>Another node could not be told to end the turn of a deleted conversation.</summary>
    public const int RemoteStopFailed = 2114;
    /// <summary>This machine's clock differs from the database's.</summary>
    public const int ClockDiffers = 2115;

    /// <summary>Several nodes are alive, and each has a signing key of its own unless it was given the same file.</summary>
    public const int KeysNotShared = 2116;

    /// <summary>The signing key was moved from the data folder into the database.</summary>
    public const int KeyMoved = 2117;

    // Identity providers.

    /// <summary>An identity provider does not answer, or what it says of itself cannot be used.</summary>
    public const int ProviderFailed = 2301;

    /// <summary>A sign-in by an identity provider failed for a reason that its user cannot mend.</summary>
    public const int ProviderSignInFailed = 2302;

    // The store's disk, and backups.

    /// <summary>The disk of the store is full.</summary>
    public const int DiskFull = 2310;

    /// <summary>The disk of the store has room again.</summary>
    public const int DiskHasRoom = 2311;

    /// <summary>The disk of the store has no room for the reserve.</summary>
    public const int NoReserve = 2312;

    /// <summary>A backup could not be made.</summary>
    public const int BackupFailed = 2320;

    /// <summary>A backup that was due is complete.</summary>
    public const int BackupMade = 2321;

    /// <summary>A backup is complete, and older ones could not be removed.</summary>
    public const int BackupsNotRemoved = 2322;

    // The search.

    /// <summary>Messages of an earlier version are in the index of words now.</summary>
    public const int MessagesIndexed = 2330;

    /// <summary>Messages of an earlier version could not be added to the index of words.</summary>
    public const int IndexingFailed = 2331;

    // The retention of conversations.

    /// <summary>Conversations whose time was over are deleted.</summary>
    public const int RetentionSwept = 2340;

    /// <summary>Conversations whose time was over could not be deleted.</summary>
    public const int RetentionFailed = 2341;

    // Remains of deleted rows.

    /// <summary>Bytes of deleted rows could not be removed from the store's files.</summary>
    public const int RemainsNotErased = 2350;

    // Upgrades.

    /// <summary>An upgrade of the store begins.</summary>
    public const int UpgradeBegins = 2360;

    /// <summary>An upgrade of the store is complete.</summary>
    public const int UpgradeEnded = 2361;

    /// <summary>A copy that an earlier upgrade kept is removed, because it is old.</summary>
    public const int UpgradeCopyRemoved = 2362;

    // The demo.

    /// <summary>The demo was reset.</summary>
    public const int DemoReset = 3001;

    /// <summary>The demo could not be reset.</summary>
    public const int DemoResetFailed = 3002;
}
