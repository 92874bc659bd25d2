-- Who a user is at an identity provider. The id is the UUIDv5 of issuer and subject. A role counts that is in a newer token than issued_at.
CREATE TABLE identities (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users (id),
    issuer     text NOT NULL,
    subject    text NOT NULL,
    created_at bigint NOT NULL,
    issued_at  bigint NOT NULL
);

CREATE INDEX identities_by_user ON identities (user_id);
