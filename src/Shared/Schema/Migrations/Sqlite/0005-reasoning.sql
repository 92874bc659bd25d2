-- The reasoning of the answer, and its number of tokens. Both are NULL where the model wrote none, and in older rows.
ALTER TABLE generations ADD COLUMN reasoning TEXT;
ALTER TABLE generations ADD COLUMN reasoning_tokens INTEGER;
