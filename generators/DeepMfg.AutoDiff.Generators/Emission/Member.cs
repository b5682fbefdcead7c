using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A generated method: its documentation, its declaration, and what writes its body.</summary>
internal sealed record Member(Signature Signature, string Suffix)
{
    /// <summary>Where a list of parameters goes below its method.</summary>
    private const int MaxWidth = 140;

    private const string Services = "global::System.Runtime.CompilerServices.";

    public required string Summary { get; init; }

    public required string Remarks { get; init; }

    public required string Result { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    public required Action<CodeWriter> Body { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>Whether another member of the method calls it.</summary>
    public bool IsCalled { get; init; }

    /// <summary>Whether the platform's compiler is to call it rather than to take it in.</summary>
    public bool StaysCall { get; init; }

    /// <param name="writer">Where to.</param>
    /// <param name="attribute">What it is marked with; nothing, where that is empty.</param>
    public void Write(CodeWriter writer, string attribute = "")
    {
        writer.Line($"/// <summary>{Summary}</summary>");
        foreach (string words in ParameterTexts.Of(this)) writer.Line($"/// {words}");
        if (Remarks.Length > 0) writer.Line($"/// <remarks>{Remarks}</remarks>");
        writer.Line(SourceFile.MarksOf(Signature.QualifyNames));
        if (attribute.Length > 0) writer.Line(attribute);
        if (StaysCall) writer.Line($"[{Services}MethodImpl({Services}MethodImplOptions.NoInlining)]");
        if (Signature.Obsolete.Length > 0) writer.Line(Signature.Obsolete);
        Produce kind = IsPrivate ? Produce.None : Producing.AskedBy(Suffix);
        string modifiers = (IsPrivate ? "private" : Signature.Accessibility) + Signature.ModifiersOf(kind);
        string head = $"{modifiers} {Result} {Signature.Name}{Suffix}{Signature.TypeParameters}(";
        string line = head + string.Join(", ", Parameters) + ")";
        if (line.Length <= MaxWidth) writer.Line(line);
        else
        {
            writer.Line(head);
            for (int i = 0; i < Parameters.Count; i++) writer.Line("    " + Parameters[i] + (i + 1 < Parameters.Count ? "," : ")"));
        }
        if (Signature.ConstraintsOf(kind) is { Length: > 0 } constraints) writer.Line("    " + constraints);
        writer.Open();
        if (Signature.ChecksOverflow)
        {
            writer.Line("unchecked");
            writer.Open();
        }
        Body(writer);
        if (Signature.ChecksOverflow) writer.Close();
        writer.Close();
    }
}
