-- Who a user is at an identity provider. The id is the UUIDv5 of issuer and subject. A role counts that is in a newer token than issued_at.
CREATE TABLE identities (
    id         BLOB NOT NULL PRIMARY KEY,
    user_id    BLOB NOT NULL REFERENCES users (id),
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    issued_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX identities_by_user ON identities (user_id);
