-- The ids of the answers without text that were not sent to the model, 16 bytes each, newest first. NULL if there was none.
ALTER TABLE generations ADD COLUMN empty_answers BLOB;
