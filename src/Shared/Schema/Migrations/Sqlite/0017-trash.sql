-- A conversation in the trash has no owner, so that nothing that looks for a user's conversation finds it. SQLite cannot take NOT NULL from a
-- column. So the table is written again, and so is the one that refers to it. Messages name numbers, which stay the same.
CREATE TABLE owned (
    number     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    user_id    BLOB REFERENCES users (id),
    title      TEXT NOT NULL,
    model_tag  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    pinned     INTEGER NOT NULL DEFAULT 0,
    archived   INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO owned (number, id, user_id, title, model_tag, created_at, updated_at, pinned, archived)
SELECT number, id, user_id, title, model_tag, created_at, updated_at, pinned, archived FROM conversations ORDER BY number;

CREATE TABLE told (
    number  INTEGER PRIMARY KEY REFERENCES owned (number),
    content TEXT NOT NULL,
    tokens  INTEGER NOT NULL
) STRICT;

INSERT INTO told (number, content, tokens) SELECT number, content, tokens FROM instructions ORDER BY number;

DROP TABLE instructions;
DROP TABLE conversations;

-- References to a table follow its new name.
ALTER TABLE owned RENAME TO conversations;
ALTER TABLE told RENAME TO instructions;

-- As before. A temporary conversation has archived 2, so it lies apart from both lists.
CREATE INDEX conversations_newest_first
ON conversations (user_id, archived, updated_at DESC, id DESC, title, model_tag, created_at, pinned);

CREATE INDEX conversations_pinned
ON conversations (user_id, archived, updated_at DESC, id DESC, title, model_tag, created_at, pinned) WHERE pinned = 1;

CREATE INDEX conversations_temporary ON conversations (updated_at) WHERE archived = 2;

CREATE TABLE trash (
    conversation_id BLOB PRIMARY KEY REFERENCES conversations (id),
    user_id         BLOB NOT NULL REFERENCES users (id),
    deleted_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX trash_newest_first ON trash (user_id, deleted_at DESC, conversation_id DESC);
CREATE INDEX trash_by_time ON trash (deleted_at);

-- The days that a user keeps conversations. NULL leaves it to the settings.
ALTER TABLE users ADD COLUMN retention_days INTEGER;
