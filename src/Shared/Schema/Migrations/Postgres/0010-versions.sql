-- A turn follows the question at the sequence parent, and the answer of its attempt parent_attempt. NULL means the turn directly before it,
-- and attempt 0. The active messages, in order, are the path that the conversation shows. A node with the previous version of the program
-- shows all messages, and adds turns that follow the last one.
ALTER TABLE messages ADD COLUMN parent integer;
ALTER TABLE messages ADD COLUMN parent_attempt integer;
ALTER TABLE messages ADD COLUMN active integer NOT NULL DEFAULT 1;

UPDATE messages SET parent_attempt = before.outcome_attempt
FROM (
    SELECT asked.conversation_id, asked.sequence, generations.outcome_attempt
    FROM generations JOIN messages asked ON asked.id = generations.message_id WHERE generations.outcome_attempt > 0
) before
WHERE messages.conversation_id = before.conversation_id AND messages.sequence = before.sequence + 2 AND messages.role = 'user';

-- The number of the attempt whose answer keeps the turns that follow on the active path. Another number means nothing.
ALTER TABLE generations ADD COLUMN kept_by integer;

-- The answers of turns that had several, as they were when they stood. The answer that stands now may be one of them.
CREATE TABLE versions (
    message_id           uuid NOT NULL,
    attempt              integer NOT NULL,
    conversation_id      uuid NOT NULL,
    model_tag            text NOT NULL,
    finish_reason        text NOT NULL,
    token_lengths        bytea,
    failure              text,
    sent                 bytea,
    prompt_tokens        integer,
    left_out             text,
    empty_answers        bytea,
    system_prompt_tokens integer,
    instructions_tokens  integer,
    reasoning            text,
    reasoning_tokens     integer,
    seams                text,
    answer_id            uuid NOT NULL,
    sequence             integer NOT NULL,
    content              text NOT NULL,
    token_count          integer NOT NULL,
    answer_model_tag     text NOT NULL,
    inference_time_ms    integer NOT NULL,
    created_at           bigint NOT NULL,
    own_tokens           integer,
    PRIMARY KEY (message_id, attempt)
);

CREATE INDEX versions_by_answer ON versions (answer_id);
