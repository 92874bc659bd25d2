-- The layout is the sum of all files of this folder: 0003 replaces conversations, messages and generations. A row of generations is a
-- turn with its newest attempt.
-- Ids are UUIDs as 16 bytes in network order. Times are microseconds since 1970-01-01 UTC.

CREATE TABLE users (
    id            BLOB NOT NULL PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,
    name          TEXT,
    password_hash TEXT NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id           BLOB NOT NULL PRIMARY KEY,
    user_id      BLOB NOT NULL REFERENCES users (id),
    refresh_hash BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE conversations (
    id         BLOB NOT NULL PRIMARY KEY,
    user_id    BLOB NOT NULL REFERENCES users (id),
    title      TEXT NOT NULL,
    model_tag  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The index holds the whole row. A user's conversations lie side by side in it, and far apart in the table. A list therefore reads
-- three pages, not one for each row.
CREATE INDEX conversations_newest_first ON conversations (user_id, updated_at DESC, id DESC, title, model_tag, created_at);

-- Messages are appended in the order of arrival. A narrow index serves to read a conversation in order.
CREATE TABLE messages (
    id                BLOB NOT NULL UNIQUE,
    conversation_id   BLOB NOT NULL REFERENCES conversations (id),
    sequence          INTEGER NOT NULL,
    role              TEXT NOT NULL,
    content           TEXT NOT NULL,
    token_count       INTEGER NOT NULL,
    model_tag         TEXT NOT NULL,
    inference_time_ms INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    UNIQUE (conversation_id, sequence)
) STRICT;

-- A turn has the id of its user message and belongs to its conversation through that message. It has no foreign key of its own,
-- because every deletion of a conversation would then scan the whole table. The status is 'running' or the finish_reason.
CREATE TABLE generations (
    message_id      BLOB NOT NULL PRIMARY KEY REFERENCES messages (id),
    conversation_id BLOB NOT NULL,
    status          TEXT NOT NULL,
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER
) STRICT;

CREATE UNIQUE INDEX generations_running ON generations (conversation_id) WHERE status = 'running';
