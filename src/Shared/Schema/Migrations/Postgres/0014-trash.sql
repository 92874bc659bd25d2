-- A conversation in the trash has no owner, so that nothing that looks for a user's conversation finds it. That holds for a node with the
-- previous version of the program, too. Such a node cannot remove a user who has something in the trash, and changes nothing then.
ALTER TABLE conversations ALTER COLUMN user_id DROP NOT NULL;

CREATE TABLE trash (
    conversation_id uuid PRIMARY KEY REFERENCES conversations (id),
    user_id         uuid NOT NULL REFERENCES users (id),
    deleted_at      bigint NOT NULL
);

CREATE INDEX trash_newest_first ON trash (user_id, deleted_at DESC, conversation_id DESC);
CREATE INDEX trash_by_time ON trash (deleted_at);

-- A temporary conversation has archived 2, so it is in neither list.
CREATE INDEX conversations_temporary ON conversations (updated_at) WHERE archived = 2;

-- The days that a user keeps conversations. NULL leaves it to the settings.
ALTER TABLE users ADD COLUMN retention_days integer;
