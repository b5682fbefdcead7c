using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the statements of the tape: a span for each column, and the number of the current row.</summary>
internal sealed class TapeWriter(WritingPlan plan, CodeWriter writer)
{
    /// <summary>How many columns one call grows.</summary>
    private const int MostColumns = 4;

    private readonly Dictionary<string, Layout> layouts = [];
    /// <summary>The tapes whose current row has room on every way to here.</summary>
    private HashSet<string> hasRoom = [];
    private string handle = "";

    public ExpressionWriter Expressions { get; set; } = null!;

    private sealed record Layout(IReadOnlyList<string> Columns, string Recording, string Reading, bool Grows)
    {
        /// <summary>The local that counts rows, where the loops' own indices do not.</summary>
        public string Row { get; init; } = "";
    }

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
        layouts.Add(open.Tape.Name, Count(open, columns));
    }

    private Layout Count(OpenTape open, IReadOnlyList<string> columns)
    {
        (Variable? forward, Variable? back) = TapeIndices.Of(plan, open.Tape);
        string recording = forward is null ? "" : plan.Locals[forward].Name, reading = back is null ? "" : plan.Locals[back].Name;
        bool grows = open.Rows is null;
        if (recording.Length > 0) return new Layout(columns, recording, reading, grows);
        string row = plan.Names.Fresh("row", plan.Body);
        writer.Line($"int {row} = 0;");
        return new Layout(columns, row, back is null ? row : reading, grows) { Row = row };
    }

    /// <summary>A column of the current row, or the row's number.</summary>
    public string Read(Expression expression) => expression is Get get
        ? $"{layouts[get.Tape.Name].Columns[get.Column]}[{layouts[get.Tape.Name].Reading}]"
        : layouts[((Rows)expression).Tape.Name].Row;

    /// <summary>The cell of the current row that is written.</summary>
    public string Cell(Tape tape, int column)
    {
        Layout layout = layouts[tape.Name];
        return $"{layout.Columns[column]}[{layout.Recording}]";
    }

    /// <summary>
    /// Before the first column of a row is written, makes room for the row. The running values of the loop go through the call, so that none
    /// lives across it: that would give each a place in memory, to which every trip writes.
    /// </summary>
    /// <param name="store">The step that writes.</param>
    /// <param name="loop">The innermost loop around it.</param>
    public void Grow(Store store, Step? loop)
    {
        Layout layout = layouts[store.Put.Tape.Name];
        if (!layout.Grows || !hasRoom.Add(store.Put.Tape.Name)) return;
        string[] kept = [.. Running(store, loop).Select(local => local.Name)];
        string tuple = kept.Length == 1 ? kept[0] : $"({string.Join(", ", kept)})";
        for (int first = 0; first < layout.Columns.Count; first += MostColumns)
        {
            string[] columns = [.. layout.Columns.Skip(first).Take(MostColumns)];
            string references = string.Join(", ", columns.Select(static column => "ref " + column));
            string growth = kept.Length > 0 ? $"{tuple} = {handle}.Grow({references}, {tuple});"
                : columns.Length == 1 ? $"{columns[0]} = {handle}.Grow({columns[0]});"
                : $"{handle}.Grow({references});";
            writer.Line($"if ({layout.Recording} == {columns[0]}.Length) {growth}");
        }
    }

    /// <summary>Writes a body inside: an arm has the room that there was before it, a trip has none.</summary>
    public void Nest(bool isTrip, Action write)
    {
        HashSet<string> before = hasRoom;
        hasRoom = isTrip ? [] : [.. before];
        write();
        hasRoom = before;
    }

    /// <summary>Behind a step with bodies the tapes that it has turned have no room.</summary>
    public void Behind(Step step)
    {
        if (hasRoom.Count > 0) hasRoom.ExceptWith(step.Inside().OfType<Advance>().Select(static advance => advance.Turn.Tape.Name));
    }

    /// <summary>The real numbers that a loop's trips change and still need here.</summary>
    private IEnumerable<Local> Running(Store store, Step? loop)
    {
        if (loop is null) return [];
        HashSet<Local> changed = [.. loop.Inside().SelectMany(Steps.Writes).Select(variable => plan.Locals[variable])];
        return plan.LiveAtStores[store].Variables().Select(variable => plan.Locals[variable]).Distinct()
            .Where(local => local.Type.IsFloat && changed.Contains(local)).OrderBy(local => local.Name, StringComparer.Ordinal);
    }

    public void Turn(Turn turn)
    {
        hasRoom.Remove(turn.Tape.Name);
        Layout layout = layouts[turn.Tape.Name];
        bool isCounted = layout.Row == (turn.Forward ? layout.Recording : layout.Reading);
        if (isCounted) writer.Line(layout.Row + (turn.Forward ? "++;" : "--;"));
    }

    /// <summary>How many rows to reserve: a loop may make no trip.</summary>
    private string Rows(Operand? rows) => rows switch
    {
        null => "64",
        Constant constant => Expressions.Write(constant with { Bits = Math.Max(0, Math.Min(int.MaxValue, constant.Bits)) }),
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
