using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>The numbers of a value one after the other: how many there are, each set to one in turn, and all put into a Jacobian.</summary>
/// <param name="Arguments">The names in use.</param>
/// <param name="Shape">The value's shape.</param>
/// <param name="Name">The variable that holds it.</param>
internal sealed record Entries(Arguments Arguments, Shape Shape, string Name)
{
    private IEnumerable<LeafPath> Numbers => Arguments.Paths(Shape, Name).Where(static leaf => leaf.Leaf.IsReal);

    /// <summary>How many numbers there are, as C#.</summary>
    public IEnumerable<string> Counts()
    {
        foreach (LeafPath leaf in Numbers.Where(static leaf => leaf.Type.IsStorage))
        {
            yield return leaf.Type.Item!.IsStorage ? $"{Buffers}.Count({leaf.Text})" : leaf.Text + ".Length";
        }
        if (Numbers.Count(static leaf => leaf.Type.IsFloat) is > 0 and var single) yield return $"{single}";
    }

    /// <summary>Each number in turn is one, the others are zero; <paramref name="i"/> runs over the elements of arrays.</summary>
    public void EachAtOne(CodeWriter writer, IrType scalar, string i, Action inner)
    {
        foreach (LeafPath leaf in Numbers)
        {
            if (leaf.Type.IsFloat)
            {
                writer.Line(Set(leaf, "1"));
                inner();
                writer.Line(Set(leaf, "0"));
                continue;
            }
            string row = leaf.Text;
            bool isNested = leaf.Type.Item!.IsStorage;
            if (isNested)
            {
                row = Arguments.Fresh("row");
                writer.Line($"foreach ({Literals.TypeName(leaf.Type.Item)} {row} in {leaf.Text})");
                writer.Open();
            }
            else if (leaf.Type.Rank > 1)
            {
                row = Arguments.Fresh("entries");
                writer.Line($"{Arguments.TypeName(IrType.Storage(scalar))} {row} = {Buffers}.Entries<{Literals.TypeName(scalar)}>({leaf.Text});");
            }
            writer.Line($"for (int {i} = 0; {i} < {row}.Length; {i}++)");
            writer.Open();
            writer.Line($"{row}[{i}] = 1;");
            inner();
            writer.Line($"{row}[{i}] = 0;");
            writer.Close();
            if (isNested) writer.Close();
        }
    }

    /// <summary>Puts the numbers of a value into a row or a column, of which <paramref name="where"/> is the constructor's arguments.</summary>
    public void Put(CodeWriter writer, IrType scalar, string where)
    {
        LeafPath[] numbers = [.. Numbers];
        if (numbers is [var only])
        {
            writer.Line($"new {Of(scalar)}({where}).Put({Read(only, scalar)});");
            return;
        }
        string entries = Arguments.Fresh("entries");
        writer.Line($"{Of(scalar)} {entries} = new({where});");
        PutInto(writer, scalar, entries);
    }

    /// <summary>Puts the numbers behind those that a row or a column holds already.</summary>
    public void PutInto(CodeWriter writer, IrType scalar, string entries)
    {
        foreach (LeafPath leaf in Numbers) writer.Line($"{entries}.Put({Read(leaf, scalar)});");
    }

    private string Read(LeafPath leaf, IrType scalar) =>
        leaf.Type is { Rank: > 1 } ? $"{Buffers}.Entries<{Literals.TypeName(scalar)}>({leaf.Text})" : leaf.Text;

    private string Buffers => Arguments.Library("GradientBuffers");

    private string Of(IrType scalar) => $"{Arguments.Library("JacobianEntries")}<{Literals.TypeName(scalar)}>";

    private string Set(LeafPath leaf, string value) => leaf.IsMember && Shape.HasRecord
        ? $"{Name} = {Values.Changed(Shape, Name, other => other.Text == leaf.Text ? value : null)};"
        : $"{leaf.Text} = {value};";
}
