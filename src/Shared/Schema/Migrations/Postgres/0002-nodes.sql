-- The servers that share this database. Each renews its row, by this server's clock. Deleting the row takes the node's right to write.
CREATE TABLE nodes (
    id      uuid PRIMARY KEY,
    address text NOT NULL,
    until   timestamptz NOT NULL
);

-- The node that runs the newest attempt. A transaction of a node carries the node's id as a setting.
ALTER TABLE generations ADD COLUMN node_id uuid DEFAULT NULLIF(current_setting('samosachaat.node', true), '')::uuid;
