-- What was done and is not in the chain yet. Each row is written with the change that it tells of.
CREATE TABLE audit_unsealed (
    id       uuid PRIMARY KEY,
    at       bigint NOT NULL,
    kind     text NOT NULL,
    actor_id uuid,
    user_id  uuid,
    source   text NOT NULL,
    detail   text
);

-- The chain. Ids refer to no table: an entry outlives its user.
CREATE TABLE audit (
    number   bigint PRIMARY KEY,
    id       uuid NOT NULL,
    at       bigint NOT NULL,
    kind     text NOT NULL,
    actor_id uuid,
    user_id  uuid,
    source   text NOT NULL,
    detail   text,
    hash     bytea NOT NULL
);

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the audit log does not change';
END;
$$;

CREATE TRIGGER audit_unsealed_stays BEFORE UPDATE ON audit_unsealed FOR EACH ROW EXECUTE FUNCTION audit_stays();

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays();
