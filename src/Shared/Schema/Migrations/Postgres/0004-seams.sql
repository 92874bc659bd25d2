-- Where the answer of the newest attempt was continued after a crash: "tokens:characters" before each seam. NULL if nowhere.
ALTER TABLE generations ADD COLUMN seams text;
