-- Nodes end the streams of a user whose revocation is new to them. A user who was deleted and added again in one transaction, as a demo's
-- reset does it, must not lose the streams that were opened after it.
CREATE FUNCTION restore_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM revocations WHERE session_id IS NULL AND user_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER restored_users AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION restore_user();

CREATE INDEX revocations_of_users ON revocations (user_id) WHERE session_id IS NULL;
