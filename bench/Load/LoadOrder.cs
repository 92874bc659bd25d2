namespace SamosaChaat.Bench.Load;

/// <summary>What the load generator is asked to do next: one line of JSON on its input.</summary>
/// <param name="Model">Whose answers: the model of the conversations, or the first part of the path.</param>
/// <param name="Clients">So many turns at once; with a rate, at most.</param>
/// <param name="Tokens">That a whole answer has.</param>
/// <param name="Turns">In all; 0 for as many as there is time for.</param>
/// <param name="Seconds">How long, where <paramref name="Turns"/> is 0: no turn begins later.</param>
/// <param name="Rate">Turns that begin each second, whether or not those before have ended; 0 where each client begins one when its last has ended.</param>
/// <param name="SpreadSeconds">Within which the clients begin, evenly, so that answers of one pace do not all speak at the same moment.</param>
internal sealed record LoadOrder(string Model, int Clients, int Tokens, int Turns = 0, double Seconds = 0, double Rate = 0, double SpreadSeconds = 0);
