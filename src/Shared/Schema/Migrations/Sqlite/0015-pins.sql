-- A pinned conversation stays above the others, and an archived one is put away. SQLite stores 0 and 1 without any bytes.
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- Archived conversations lie apart from the others, so that neither list reads through the other one. Each index still holds the whole row.
DROP INDEX conversations_newest_first;
CREATE INDEX conversations_newest_first
ON conversations (user_id, archived, updated_at DESC, id DESC, title, model_tag, created_at, pinned);

CREATE INDEX conversations_pinned
ON conversations (user_id, archived, updated_at DESC, id DESC, title, model_tag, created_at, pinned) WHERE pinned = 1;
