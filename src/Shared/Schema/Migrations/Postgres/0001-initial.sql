-- Ids are UUIDs. Times are microseconds since 1970-01-01 UTC. Texts that the program compares byte by byte have the collation "C".
-- A row of generations is a turn with its newest attempt.

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         text COLLATE "C" NOT NULL UNIQUE,
    name          text,
    password_hash text NOT NULL,
    created_at    bigint NOT NULL
);

CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id),
    refresh_hash bytea NOT NULL,
    created_at   bigint NOT NULL,
    expires_at   bigint NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE conversations (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users (id),
    title      text NOT NULL,
    model_tag  text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);

CREATE INDEX conversations_newest_first ON conversations (user_id, updated_at DESC, id DESC);

CREATE TABLE instructions (
    conversation_id uuid PRIMARY KEY REFERENCES conversations (id),
    content         text NOT NULL,
    tokens          integer NOT NULL
);

-- The check is the same as SQLite's, so that data can move between the engines.
CREATE TABLE messages (
    conversation_id   uuid NOT NULL REFERENCES conversations (id),
    sequence          integer NOT NULL CONSTRAINT a_sequence_is_less_than_16777216 CHECK (sequence BETWEEN 0 AND 16777215),
    id                uuid NOT NULL UNIQUE,
    role              text NOT NULL,
    content           text NOT NULL,
    token_count       integer NOT NULL,
    model_tag         text NOT NULL,
    inference_time_ms integer NOT NULL,
    created_at        bigint NOT NULL,
    own_tokens        integer,
    PRIMARY KEY (conversation_id, sequence)
);

CREATE TABLE generations (
    message_id           uuid PRIMARY KEY REFERENCES messages (id),
    conversation_id      uuid NOT NULL,
    running              integer NOT NULL,
    attempt              integer NOT NULL,
    model_tag            text NOT NULL,
    temperature          double precision,
    max_tokens           integer,
    top_k                integer,
    started_at           bigint NOT NULL,
    ended_at             bigint,
    finish_reason        text,
    outcome_attempt      integer,
    token_lengths        bytea,
    failure              text,
    sent                 bytea,
    prompt_tokens        integer,
    left_out             text,
    answer_id            uuid,
    reasoning            text,
    reasoning_tokens     integer,
    empty_answers        bytea,
    system_prompt_tokens integer,
    instructions_tokens  integer
);

CREATE UNIQUE INDEX generations_running ON generations (conversation_id) WHERE running = 1;

-- Holds in pieces the text that a running attempt has written so far. The pieces are removed when the attempt ends.
CREATE TABLE checkpoints (
    message_id    uuid NOT NULL,
    position      integer NOT NULL,
    text          text NOT NULL,
    token_lengths bytea NOT NULL,
    elapsed_ms    integer NOT NULL,
    PRIMARY KEY (message_id, position)
);
