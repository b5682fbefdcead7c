using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the file of a type whose private members derivatives in other types read.</summary>
internal static class AccessorFile
{
    /// <summary>The accessors of each type, once however many methods want them, in an order that does not depend on who wants which.</summary>
    public static IEnumerable<EquatableArray<Accessor>> Grouped(IEnumerable<Accessor> accessors) => accessors
        .Distinct()
        .GroupBy(static accessor => accessor.Home)
        .OrderBy(static group => group.Key.HintName, StringComparer.Ordinal)
        .Select(static group => group.OrderBy(static accessor => accessor.Name, StringComparer.Ordinal)
            .ThenBy(static accessor => accessor.Declaration, StringComparer.Ordinal).ToEquatableArray());

    public static string NameOf(AccessorHome home) => home.HintName + Signature.Ending;

    public static string Write(EquatableArray<Accessor> accessors)
    {
        AccessorHome home = accessors[0].Home;
        EquatableArray<string> suppressed = accessors.SelectMany(static accessor => accessor.Suppressed).Distinct()
            .OrderBy(static id => id, StringComparer.Ordinal).ToEquatableArray();
        return SourceFile.Write(home.Container, suppressed, SourceFile.UsingsOf(home.QualifyNames, []), writer =>
        {
            writer.Line($"/// <summary>{home.Summary}</summary>");
            writer.Line(SourceFile.MarksOf(home.QualifyNames));
            writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
            writer.Line($"{home.Accessibility} static class {home.Name}{home.TypeParameters}");
            writer.Open();
            for (int i = 0; i < accessors.Count; i++)
            {
                if (i > 0) writer.Line();
                writer.Line($"/// <summary>{accessors[i].Summary}</summary>");
                if (accessors[i].Attribute.Length > 0) writer.Line(accessors[i].Attribute);
                foreach (string line in accessors[i].Declaration.Split('\n')) writer.Line(line);
            }
            writer.Close();
        });
    }
}
