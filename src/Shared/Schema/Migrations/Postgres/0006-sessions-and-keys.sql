-- The part that all refresh tokens of a session share, hashed; what the client said to be; and the time of the last refresh.
ALTER TABLE sessions ADD COLUMN family_hash bytea;
ALTER TABLE sessions ADD COLUMN device text;
ALTER TABLE sessions ADD COLUMN last_seen_at bigint;

CREATE TABLE api_keys (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users (id),
    name       text NOT NULL,
    hash       bytea NOT NULL,
    scope      text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX api_keys_by_user ON api_keys (user_id);

-- Nodes keep keys in the same cache as tokens, and know a key by its id as they know a token by its session.
CREATE TRIGGER ended_api_keys AFTER DELETE ON api_keys FOR EACH ROW
    WHEN (OLD.expires_at > extract(epoch FROM clock_timestamp()) * 1000000)
    EXECUTE FUNCTION revoke_session();
