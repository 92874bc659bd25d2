-- What an account may do, and since when it cannot be used. Nobody had a role before, so the oldest account becomes the administrator.
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'user';
ALTER TABLE users ADD COLUMN disabled_at INTEGER;
UPDATE users SET role = 'admin' WHERE id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1);

-- The rights to create an account. The id is a part of the token's hash.
CREATE TABLE invites (
    id         BLOB NOT NULL PRIMARY KEY,
    role       TEXT NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
