-- NULL means that a message is not in the index of words yet. A server adds such messages in the background. A node with the previous
-- version of the program writes them, too.
ALTER TABLE messages ADD COLUMN indexed integer;

CREATE INDEX messages_unindexed ON messages (conversation_id) WHERE indexed IS NULL;

-- The program splits texts into terms, because all engines must find the same. A message leaves the index in whatever way it is deleted.
CREATE TABLE search_terms (
    message_id uuid PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    terms      tsvector NOT NULL
);

CREATE INDEX search_terms_by_term ON search_terms USING gin (terms);
