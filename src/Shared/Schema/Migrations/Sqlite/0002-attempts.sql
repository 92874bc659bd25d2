-- A turn takes two places: 2n for the question and 2n + 1 for the answer. A question without an answer can then still get one.
CREATE TEMP TABLE places AS
SELECT rowid AS message, 2 * SUM(role = 'user') OVER (PARTITION BY conversation_id ORDER BY sequence) - 2 + (role = 'assistant') AS place
FROM messages;

-- Rows move through the negative numbers, where no other row is in the way.
UPDATE messages SET sequence = -1 - places.place FROM places WHERE places.message = messages.rowid;
UPDATE messages SET sequence = -1 - sequence;
DROP TABLE places;

-- The columns running and attempt describe the latest attempt. The columns finish_reason, outcome_attempt, token_lengths and failure
-- describe the attempt whose outcome stands. They are null until there is one. The columns temperature, max_tokens and top_k decide,
-- together with the message's content, whether a request is the same as an earlier one.
CREATE TABLE attempts (
    message_id      BLOB NOT NULL PRIMARY KEY REFERENCES messages (id),
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

INSERT INTO attempts (message_id, conversation_id, running, attempt, model_tag, started_at, ended_at, finish_reason, outcome_attempt)
SELECT g.message_id, g.conversation_id, g.status = 'running', 0, m.model_tag, g.started_at, g.ended_at, NULLIF(g.status, 'running'), IIF(g.status = 'running', NULL, 0)
FROM generations g JOIN messages m ON m.id = g.message_id;

DROP TABLE generations;
ALTER TABLE attempts RENAME TO generations;
CREATE UNIQUE INDEX generations_running ON generations (conversation_id) WHERE running = 1;

-- Holds in pieces the text that a running attempt has written so far. The pieces are removed when the attempt ends.
CREATE TABLE checkpoints (
    message_id    BLOB NOT NULL,
    position      INTEGER NOT NULL,
    text          TEXT NOT NULL,
    token_lengths BLOB NOT NULL,
    elapsed_ms    INTEGER NOT NULL,
    PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;
