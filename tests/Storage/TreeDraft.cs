using CsCheck;

namespace SamosaChaat.Tests.Storage;

/// <summary>How a conversation gets one more version: of what, and how it ends.</summary>
internal enum Growth
{
    Ask,
    Replace,
    Regenerate,
    RegenerateInTheMiddle,
    Select,
    Fork,
}

/// <summary>One thing that a person does with a conversation.</summary>
/// <param name="Target">Chooses one of all messages and versions that there are.</param>
/// <param name="Fails">Whether the model writes nothing.</param>
internal sealed record TreeDraft(Growth Growth, int Target, bool Fails)
{
    public static readonly Gen<TreeDraft> Any = Gen.Select(
        Gen.Enum<Growth>(), Gen.Int[0, 999], Gen.Frequency((1, Gen.Const(true)), (7, Gen.Const(false))), (growth, target, fails) => new TreeDraft(growth, target, fails));
}
