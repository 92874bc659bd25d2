-- What each user has used on the last day on which they used anything, in days since 1970-01-01 UTC, and the quotas that an administrator
-- has set. NULL means the quota of the settings.
CREATE TABLE usage (
    user_id        uuid PRIMARY KEY REFERENCES users (id),
    day            bigint NOT NULL,
    turns          bigint NOT NULL,
    tokens         bigint NOT NULL,
    turns_per_day  bigint,
    tokens_per_day bigint
);
