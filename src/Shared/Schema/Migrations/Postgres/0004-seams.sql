-- Where the answer of the newest attempt was continued after a crash: "tokens:characters" before each seam. NULL if nowhere.
ALTER TABLE generations ADD COLUMN seams text;

-- Another attempt has no seams yet. A node with the previous version of the program does not know them, so it cannot say that.
CREATE FUNCTION forget_seams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seams := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER next_attempts BEFORE UPDATE OF attempt ON generations FOR EACH ROW
    WHEN (NEW.attempt <> OLD.attempt)
    EXECUTE FUNCTION forget_seams();
