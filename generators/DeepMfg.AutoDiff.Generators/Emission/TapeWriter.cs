using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the statements of the tape: a span for each column, and the number of the current row.</summary>
internal sealed class TapeWriter(Plan plan, CodeWriter writer)
{
    private readonly Dictionary<string, Layout> layouts = [];
    private readonly HashSet<(string Tape, Body Body)> hasRoom = [];
    private string handle = "";

    public ExpressionWriter Expressions { get; set; } = null!;

    private sealed record Layout(IReadOnlyList<string> Columns, string Row, bool Grows);

    public void OpenOnce()
    {
        if (handle.Length > 0) return;
        handle = plan.Names.Fresh("tape", plan.Body);
        string type = Expressions.Qualified("DeepMfg.AutoDiff", "Tape");
        writer.Line($"using {type} {handle} = {type}.Open();");
    }

    public void Open(OpenTape open)
    {
        IReadOnlyList<Variable?> recorded = Recorded(open.Tape);
        string span = Expressions.Qualified("System", "Span"), rows = Rows(open.Rows);
        List<string> columns = [];
        for (int i = 0; i < open.Tape.Columns.Count; i++)
        {
            string type = Literals.TypeName(open.Tape.Columns[i]), name = plan.Names.Fresh((recorded[i]?.BaseName ?? "column") + "Tape", plan.Body);
            columns.Add(name);
            writer.Line($"{span}<{type}> {name} = {handle}.Reserve<{type}>({rows});");
        }
        string row = plan.Names.Fresh("row", plan.Body);
        writer.Line($"int {row} = 0;");
        layouts.Add(open.Tape.Name, new Layout(columns, row, open.Rows is null));
    }

    /// <summary>A column of the current row, or the row's number.</summary>
    public string Read(Expression expression) => expression is Get get ? Cell(get.Tape, get.Column) : layouts[((Rows)expression).Tape.Name].Row;

    public string Cell(Tape tape, int column)
    {
        Layout layout = layouts[tape.Name];
        return $"{layout.Columns[column]}[{layout.Row}]";
    }

    /// <summary>Before the first column of a row is written, makes room for the row.</summary>
    public void Grow(Tape tape, Body body)
    {
        Layout layout = layouts[tape.Name];
        if (!layout.Grows || !hasRoom.Add((tape.Name, body))) return;
        foreach (string column in layout.Columns) writer.Line($"if ({layout.Row} == {column}.Length) {column} = {handle}.Grow({column});");
    }

    public void Turn(Turn turn, Body body)
    {
        hasRoom.Remove((turn.Tape.Name, body));
        writer.Line(layouts[turn.Tape.Name].Row + (turn.Forward ? "++;" : "--;"));
    }

    /// <summary>How many rows to reserve: a loop may make no trip.</summary>
    private string Rows(Operand? rows) => rows switch
    {
        null => "64",
        Constant constant => Expressions.Write(constant with { Bits = Math.Max(0, constant.Bits) }),
        _ => $"{Expressions.Qualified("System", "Math")}.Max({Expressions.Write(rows)}, 0)",
    };

    /// <summary>For each column the variable that is put into it.</summary>
    private IReadOnlyList<Variable?> Recorded(Tape tape)
    {
        Variable?[] recorded = new Variable?[tape.Columns.Count];
        foreach (Store store in plan.Body.All().OfType<Store>())
        {
            if (store.Put.Tape.Name == tape.Name) recorded[store.Put.Column] ??= store.Put.Value as Variable;
        }
        return recorded;
    }
}
