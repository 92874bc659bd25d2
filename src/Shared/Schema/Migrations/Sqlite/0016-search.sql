-- A message is in the index of words under its number, which grows with its creation time. NULL means that it is not in the index yet: the
-- server adds such messages in the background.
ALTER TABLE messages ADD COLUMN indexed INTEGER;

CREATE UNIQUE INDEX messages_indexed ON messages (indexed);

-- The program splits texts into terms, because all engines must find the same. So the tokenizer only splits at spaces. The table keeps
-- neither texts nor positions, for the messages have them.
CREATE VIRTUAL TABLE search_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- A message leaves the index in whatever way it is deleted.
CREATE TRIGGER messages_leave_the_index AFTER DELETE ON messages WHEN old.indexed IS NOT NULL
BEGIN
    DELETE FROM search_terms WHERE rowid = old.indexed;
END;
