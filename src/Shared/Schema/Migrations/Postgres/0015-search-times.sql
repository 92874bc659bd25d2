-- Has the messages of each user in the order of their times. So a search for common words looks at the newest messages first, and ends
-- with its page.
CREATE TABLE search_times (
    message_id uuid PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    user_id    uuid NOT NULL,
    created_at bigint NOT NULL
);

INSERT INTO search_times (message_id, user_id, created_at)
SELECT m.id, COALESCE(c.user_id, t.user_id), m.created_at
FROM search_terms s JOIN messages m ON m.id = s.message_id JOIN conversations c ON c.id = m.conversation_id
    LEFT JOIN trash t ON t.conversation_id = c.id;

CREATE INDEX search_times_newest_first ON search_times (user_id, created_at DESC, message_id DESC);

-- A trigger, because a node with the previous version of the program adds words, too.
CREATE FUNCTION add_search_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_times (message_id, user_id, created_at)
    SELECT m.id, COALESCE(c.user_id, t.user_id), m.created_at
    FROM messages m JOIN conversations c ON c.id = m.conversation_id LEFT JOIN trash t ON t.conversation_id = c.id
    WHERE m.id = NEW.message_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER added_search_terms AFTER INSERT ON search_terms FOR EACH ROW EXECUTE FUNCTION add_search_time();
