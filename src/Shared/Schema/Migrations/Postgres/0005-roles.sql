-- What an account may do, and since when it cannot be used. Nobody had a role before, so the oldest account becomes the administrator.
ALTER TABLE users ADD COLUMN role text COLLATE "C" NOT NULL DEFAULT 'user';
ALTER TABLE users ADD COLUMN disabled_at bigint;
UPDATE users SET role = 'admin' WHERE id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1);

-- The rights to create an account. The id is a part of the token's hash.
CREATE TABLE invites (
    id         uuid PRIMARY KEY,
    role       text NOT NULL,
    created_by uuid REFERENCES users (id),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

-- A trigger, as with sessions: another node must not let a disabled or deleted user act for longer than a heartbeat.
CREATE FUNCTION revoke_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO revocations (session_id, user_id) VALUES (NULL, OLD.id);
    RETURN NULL;
END
$$;

CREATE TRIGGER disabled_users AFTER UPDATE ON users FOR EACH ROW
    WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
    EXECUTE FUNCTION revoke_user();

CREATE TRIGGER deleted_users AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION revoke_user();
