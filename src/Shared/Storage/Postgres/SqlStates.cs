using System.Net.Sockets;
using Npgsql;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>Tells kinds of failures apart by the server's codes (https://www.postgresql.org/docs/15/errcodes-appendix.html).</summary>
internal static class SqlStates
{
    extension(PostgresException failure)
    {
        /// <summary>True if the command met what another node was writing. It can succeed if it runs again.</summary>
        public bool IsConflict => failure.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

        /// <summary>True if the command waited for another node, and nothing is wrong with it.</summary>
        public bool IsWait => failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable;

        /// <summary>
        /// True if the statement is not the reason: the server stops, refuses the sign-in or has no resources, the session has ended, or it
        /// is a standby.
        /// </summary>
        public bool IsServerFailure => failure.SqlState[..2] is "08" or "25" or "28" or "3D" or "53" or "57" or "58" or "XX";
    }

    /// <summary>True if the server could not be asked, or could not do what it was asked.</summary>
    public static bool IsOutage(this Exception e) => e is PostgresException failure
        ? failure.IsServerFailure
        : e is NpgsqlException or SocketException or TimeoutException or IOException;
}
