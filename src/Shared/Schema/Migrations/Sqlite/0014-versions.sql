-- A turn follows the question at the sequence parent, and the answer of its attempt parent_attempt. NULL means the turn directly before it,
-- and attempt 0. The active messages, in order, are the path that the conversation shows. SQLite stores 0, 1 and NULL without any bytes.
ALTER TABLE messages ADD COLUMN parent INTEGER;
ALTER TABLE messages ADD COLUMN parent_attempt INTEGER;
ALTER TABLE messages ADD COLUMN active INTEGER NOT NULL DEFAULT 1;

UPDATE messages SET parent_attempt = before.outcome_attempt
FROM (SELECT place, outcome_attempt FROM generations JOIN messages ON messages.id = message_id WHERE outcome_attempt > 0) before
WHERE messages.place = before.place + 2 AND messages.role = 'user';

-- The number of the attempt whose answer keeps the turns that follow on the active path. Another number means nothing.
ALTER TABLE generations ADD COLUMN kept_by INTEGER;

-- The answers of turns that had several, as they were when they stood. The answer that stands now may be one of them.
CREATE TABLE versions (
    message_id           BLOB NOT NULL,
    attempt              INTEGER NOT NULL,
    conversation_id      BLOB NOT NULL,
    model_tag            TEXT NOT NULL,
    finish_reason        TEXT NOT NULL,
    token_lengths        BLOB,
    failure              TEXT,
    sent                 BLOB,
    prompt_tokens        INTEGER,
    left_out             TEXT,
    empty_answers        BLOB,
    system_prompt_tokens INTEGER,
    instructions_tokens  INTEGER,
    reasoning            TEXT,
    reasoning_tokens     INTEGER,
    seams                TEXT,
    answer_id            BLOB NOT NULL,
    sequence             INTEGER NOT NULL,
    content              TEXT NOT NULL,
    token_count          INTEGER NOT NULL,
    answer_model_tag     TEXT NOT NULL,
    inference_time_ms    INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    own_tokens           INTEGER,
    PRIMARY KEY (message_id, attempt)
) STRICT;

CREATE INDEX versions_by_answer ON versions (answer_id);
