-- The keys that sign access tokens, sealed by the secret that all nodes have. A retired key signs nothing more. It verifies until the
-- last token that it signed has expired.
CREATE TABLE signing_keys (
    kid        text COLLATE "C" PRIMARY KEY,
    sealed     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    retired_at timestamptz
);

-- The sessions that ended before their time, and the users that may no longer act: those have no session here. Nodes read with each
-- heartbeat what is new to them. They go by the transaction's number, because an older transaction can commit later.
CREATE TABLE revocations (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    session_id  uuid,
    user_id     uuid NOT NULL,
    revoked_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX revocations_by_transaction ON revocations (transaction);
CREATE INDEX revocations_by_time ON revocations (revoked_at);

-- A trigger, so that no operation has to remember it, and so that a node with the previous version of the program does it too.
CREATE FUNCTION revoke_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO revocations (session_id, user_id) VALUES (OLD.id, OLD.user_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER ended_sessions AFTER DELETE ON sessions FOR EACH ROW
    WHEN (OLD.expires_at > extract(epoch FROM clock_timestamp()) * 1000000)
    EXECUTE FUNCTION revoke_session();
