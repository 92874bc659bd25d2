-- A pinned conversation stays above the others, and an archived one is put away. A node with the previous version of the program shows all
-- of them, and sorts a list because the index has another order.
ALTER TABLE conversations ADD COLUMN pinned integer NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN archived integer NOT NULL DEFAULT 0;

-- Archived conversations lie apart from the others, so that neither list reads through the other one.
DROP INDEX conversations_newest_first;
CREATE INDEX conversations_newest_first ON conversations (user_id, archived, updated_at DESC, id DESC);

CREATE INDEX conversations_pinned ON conversations (user_id, archived, updated_at DESC, id DESC) WHERE pinned = 1;
