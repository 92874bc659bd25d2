namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that the store has one question for each id, and one current answer to it.</summary>
internal static class OneAnswerCheck
{
    private const string TwoAnswers = """
        SELECT a.id || ' and ' || b.id FROM messages a
        JOIN messages b ON b.conversation_id = a.conversation_id AND b.sequence = a.sequence + 1
        WHERE a.role = 'assistant' AND b.role = 'assistant'
        """;

    private const string TwoQuestions = "SELECT id FROM messages GROUP BY id HAVING count(*) > 1";

    // A turn that ended with text has the answer of that id, next to its question.
    private const string AnotherAnswer = """
        SELECT g.message_id FROM generations g JOIN messages q ON q.id = g.message_id
        JOIN messages a ON a.conversation_id = q.conversation_id AND a.sequence = q.sequence + 1 AND a.role = 'assistant'
        WHERE g.running = 0 AND g.finish_reason IN ('stop', 'length') AND g.outcome_attempt = g.attempt AND a.id <> g.answer_id
        """;

    public static void Hold(ClusterState cluster)
    {
        Told("two answers to one question", TwoAnswers);
        Told("two questions of one id", TwoQuestions);
        Told("a turn has another answer than its own", AnotherAnswer);

        void Told(string kind, string query) => cluster.Postgres.Ask(query).ForEach(row => cluster.Tally.Violation(kind, row));
    }
}
