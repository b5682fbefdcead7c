using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>
/// The numbers of rows that arrays of arrays exchange, replace, or have with one another. Derivatives follow the memory: a row that is made gets a number, and
/// its place in a table of all rows, where it stays; beside an array of rows there is one of their numbers, and beside a name of a row its number.
/// Numbers are what a tape holds, so the reverse sweep finds the shadow of whatever row a name has been given.
/// </summary>
internal sealed class RowNumbers
{
    private readonly Dictionary<Variable, Cell> places = [];
    private readonly Dictionary<Variable, (Operand Order, Variable All)> orders = [];
    private readonly Dictionary<Variable, IReadOnlyList<GivenRows>> given = [];

    private RowNumbers() { }

    /// <summary>The function with numbers where rows do not stay where they were made for; without them, where none is needed.</summary>
    /// <param name="function">The function.</param>
    /// <param name="activation">With respect to what it is differentiated.</param>
    public static (Function Function, RowNumbers Numbers) Of(Function function, Activation activation)
    {
        var numbers = new RowNumbers();
        while (numbers.Staying(function, Activity.Of(function, activation)).Moved is { } moved)
        {
            function = numbers.Numbered(function, moved) ?? throw new NotDerivableException(
                "An array that is put into an array of arrays where another one may be, or where it was not made for,", moved.Origin.Text,
                "make the rows by 'rows[i] = new double[n]' in loops that count by ones between numbers that are known before the outermost");
        }
        while (numbers.Carried(function, Activity.Of(function, activation)) is { } handed && numbers.Numbered(function, handed) is { } numbered)
        {
            function = numbered;
        }
        return (function, numbers);
    }

    /// <summary>Where a row is, whatever array of rows has it.</summary>
    public Cell? PlaceOf(Variable row) => places.TryGetValue(row, out Cell? place) ? place : null;

    /// <summary>Whether a reference has no shadow of its own: it is an array of rows that have numbers, or one of these rows.</summary>
    public bool Has(Variable reference) => orders.ContainsKey(reference) || places.ContainsKey(reference);

    public void Add(Variable row, Cell place) => places[row] = place;

    /// <summary>Takes note of an array of rows, beside which their numbers are.</summary>
    public void AddTable(Variable table, Operand order, Variable all) => orders[table] = (order, all);

    /// <summary>The numbers of an array's rows, and the table of all rows; nothing where they have none.</summary>
    public (Operand Order, Variable All)? OrderOf(Variable table) => orders.TryGetValue(table, out (Operand, Variable) order) ? order : null;

    /// <summary>Takes note of a table of all rows, and of those in it that the caller gives.</summary>
    public void AddAll(Variable all, IReadOnlyList<GivenRows> rows) => given[all] = rows;

    /// <summary>The rows of the caller in a table of all rows; nothing where it is none.</summary>
    public IReadOnlyList<GivenRows>? GivenTo(Variable all) => given.TryGetValue(all, out IReadOnlyList<GivenRows>? rows) ? rows : null;

    private Function? Numbered(Function function, Store put) => new RowNumbering(function, (Variable)put.Cell.Storage, this).Numbered();

    /// <summary>What puts rows into an array of them that loops hand from trip to trip, too: their shadows have no place of their own in a trip.</summary>
    private Store? Carried(Function function, Activity activity)
    {
        Regions regions = Regions.Of(function);
        List<Statement> all = function.Statements;
        HashSet<Variable> handed = [.. all.OfType<Loop>().SelectMany(static loop => loop.Bound)
            .Where(bound => bound.Type.Form == StorageForm.Array && activity.IsActive(bound) && !Has(bound)).Select(regions.Of)];
        return handed.Count == 0 ? null : all.OfType<Store>().FirstOrDefault(store =>
            store.Value is Variable { Type.IsStorage: true } row && handed.Contains(regions.Of(row)) && !given.ContainsKey((Variable)store.Cell.Storage));
    }

    /// <summary>The rows that stay in the place that they are made for, and what moves one of the others that have no number.</summary>
    public (Rows Rows, Store? Moved) Staying(Function function, Activity activity) => Rows.Of(
        function, operand => activity.IsActive(operand) && !(operand is Variable table && (orders.ContainsKey(table) || given.ContainsKey(table))));
}
