-- The instructions of a conversation, up to 20,000 characters. They have a table of their own, because every turn writes the
-- conversation's row. The foreign key costs nothing: its column is the primary key.
CREATE TABLE instructions (
    number  INTEGER PRIMARY KEY REFERENCES conversations (number),
    content TEXT NOT NULL,
    tokens  INTEGER NOT NULL
) STRICT;

-- The tokens of the system prompt and of the instructions, which prompt_tokens includes. They are NULL in older rows.
ALTER TABLE generations ADD COLUMN system_prompt_tokens INTEGER;
ALTER TABLE generations ADD COLUMN instructions_tokens INTEGER;
