-- A conversation's messages lie side by side. Each has the place number * 2^24 + sequence, and SQLite keeps a table in the order of its
-- INTEGER PRIMARY KEY. The script creates the new tables beside the old ones, each after the tables that it refers to. It drops the old
-- tables in the reverse order. No foreign key is ever broken.

-- The number is a column, because VACUUM gives rows new implicit numbers.
CREATE TABLE numbered (
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    user_id    BLOB NOT NULL REFERENCES users (id),
    title      TEXT NOT NULL,
    model_tag  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO numbered (number, id, user_id, title, model_tag, created_at, updated_at)
SELECT rowid, id, user_id, title, model_tag, created_at, updated_at FROM conversations ORDER BY rowid;

-- The check keeps a conversation with too many messages out of the next one's places. There is no foreign key on conversation_id,
-- because no index begins with it. Every deletion of a conversation would then scan the whole table.
CREATE TABLE placed (
    place             INTEGER PRIMARY KEY,
    id                BLOB NOT NULL,
    conversation_id   BLOB NOT NULL,
    sequence          INTEGER NOT NULL,
    role              TEXT NOT NULL,
    content           TEXT NOT NULL,
    token_count       INTEGER NOT NULL,
    model_tag         TEXT NOT NULL,
    inference_time_ms INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    CONSTRAINT a_sequence_is_less_than_16777216 CHECK (sequence = place % 16777216)
) STRICT;

-- Rows come in order, by the old index, so that each page is filled before the next one is started.
INSERT INTO placed (place, id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at)
SELECT n.number * 16777216 + m.sequence, m.id, m.conversation_id, m.sequence, m.role, m.content, m.token_count, m.model_tag, m.inference_time_ms, m.created_at
FROM numbered n CROSS JOIN messages m ON m.conversation_id = n.id
ORDER BY n.number, m.sequence;

-- The index is created only now, so that SQLite sorts it once instead of writing in many places.
CREATE UNIQUE INDEX messages_by_id ON placed (id);

CREATE TABLE attempts (
    message_id      BLOB NOT NULL PRIMARY KEY REFERENCES placed (id),
    conversation_id BLOB NOT NULL,
    running         INTEGER NOT NULL,
    attempt         INTEGER NOT NULL,
    model_tag       TEXT NOT NULL,
    temperature     REAL,
    max_tokens      INTEGER,
    top_k           INTEGER,
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    finish_reason   TEXT,
    outcome_attempt INTEGER,
    token_lengths   BLOB,
    failure         TEXT,
    sent            BLOB,
    prompt_tokens   INTEGER,
    left_out        TEXT
) STRICT;

INSERT INTO attempts SELECT * FROM generations;

DROP TABLE generations;
DROP TABLE messages;
DROP TABLE conversations;

-- References to a table follow its new name.
ALTER TABLE numbered RENAME TO conversations;
ALTER TABLE placed RENAME TO messages;
ALTER TABLE attempts RENAME TO generations;

CREATE INDEX conversations_newest_first ON conversations (user_id, updated_at DESC, id DESC, title, model_tag, created_at);
CREATE UNIQUE INDEX generations_running ON generations (conversation_id) WHERE running = 1;
