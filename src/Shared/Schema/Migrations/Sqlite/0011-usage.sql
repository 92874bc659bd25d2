-- What each user has used on the last day on which they used anything, in days since 1970-01-01 UTC, and the quotas that an administrator
-- has set. NULL means the quota of the settings.
CREATE TABLE usage (
    user_id        BLOB PRIMARY KEY REFERENCES users (id),
    day            INTEGER NOT NULL,
    turns          INTEGER NOT NULL,
    tokens         INTEGER NOT NULL,
    turns_per_day  INTEGER,
    tokens_per_day INTEGER
) STRICT, WITHOUT ROWID;
