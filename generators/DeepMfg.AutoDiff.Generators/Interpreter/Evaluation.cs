namespace DeepMfg.AutoDiff.Generators.Interpreter;

internal enum EvaluationStatus
{
    Finished,

    /// <summary>The limit on executed statements was reached.</summary>
    OutOfSteps,

    /// <summary>An opaque statement was reached, which only C# can run.</summary>
    Opaque,
}

/// <summary>What came of a run.</summary>
/// <param name="Results">The results' bits, as in <see cref="IR.Constant.Bits"/>; none unless finished.</param>
internal sealed record Evaluation(EvaluationStatus Status, IReadOnlyList<long> Results)
{
    /// <summary>The text of the opaque statement that was reached, or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// A hash of all that was decided from real numbers: comparisons, signs, roundings to integers. Two runs with the same integer inputs
    /// and the same path went the same way through the program.
    /// </summary>
    public ulong Path { get; init; }

    /// <summary>The largest magnitude of any real number computed; infinite if one was NaN.</summary>
    public double Largest { get; init; }

    /// <summary>A floating result.</summary>
    public double Real(int index) => BitConverter.Int64BitsToDouble(Results[index]);
}
