-- The answer's id is made before the turn is written, so that a write with an unknown outcome recognises itself.
ALTER TABLE generations ADD COLUMN answer_id BLOB;

-- This server's own count of an answer's tokens, for prompts. It is NULL in older rows.
ALTER TABLE messages ADD COLUMN own_tokens INTEGER;
