-- What was done and is not in the chain yet. Each row is written with the change that it tells of.
CREATE TABLE audit_unsealed (
    id       BLOB PRIMARY KEY,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    actor_id BLOB,
    user_id  BLOB,
    source   TEXT NOT NULL,
    detail   TEXT
) STRICT, WITHOUT ROWID;

-- The chain. Ids refer to no table: an entry outlives its user.
CREATE TABLE audit (
    number   INTEGER PRIMARY KEY,
    id       BLOB NOT NULL,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    actor_id BLOB,
    user_id  BLOB,
    source   TEXT NOT NULL,
    detail   TEXT,
    hash     BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_unsealed_stays BEFORE UPDATE ON audit_unsealed
BEGIN SELECT RAISE(ABORT, 'an entry of the audit log does not change'); END;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an entry of the audit log does not change'); END;
