using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>A generated method: its documentation, its declaration, and what writes its body.</summary>
internal sealed record Member(Signature Signature, string Suffix)
{
    /// <summary>Where a list of parameters goes below its method.</summary>
    private const int MaxWidth = 140;

    public required string Summary { get; init; }

    public required string Remarks { get; init; }

    public required string Result { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    public required Action<CodeWriter> Body { get; init; }

    public bool IsPrivate { get; init; }

    /// <param name="writer">Where to.</param>
    /// <param name="attribute">What it is marked with; nothing, where that is empty.</param>
    public void Write(CodeWriter writer, string attribute = "")
    {
        writer.Line($"/// <summary>{Summary}</summary>");
        foreach (string words in ParameterTexts.Of(this)) writer.Line($"/// {words}");
        if (Remarks.Length > 0) writer.Line($"/// <remarks>{Remarks}</remarks>");
        writer.Line(SourceFile.MarksOf(Signature.QualifyNames));
        if (attribute.Length > 0) writer.Line(attribute);
        if (Signature.Obsolete.Length > 0) writer.Line(Signature.Obsolete);
        string modifiers = (IsPrivate ? "private" : Signature.Accessibility) + (Signature.IsStatic ? " static" : "");
        string head = $"{modifiers} {Result} {Signature.Name}{Suffix}{Signature.TypeParameters}(";
        string line = head + string.Join(", ", Parameters) + ")";
        if (line.Length <= MaxWidth) writer.Line(line);
        else
        {
            writer.Line(head);
            for (int i = 0; i < Parameters.Count; i++) writer.Line("    " + Parameters[i] + (i + 1 < Parameters.Count ? "," : ")"));
        }
        if (Signature.Constraints.Length > 0) writer.Line("    " + Signature.Constraints);
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
