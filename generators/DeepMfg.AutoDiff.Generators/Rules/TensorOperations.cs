namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// The methods of <c>TensorPrimitives</c> that have a derivative. Of those that do to each element what a primitive does, its row says all: an argument may
/// be a number, which is then the same for each element.
/// </summary>
internal static class TensorOperations
{
    public static IReadOnlyList<OperationRow> Rows { get; } =
    [
        .. new[] { "Negate", "Abs", "Exp", "Log", "Sqrt", "Tanh", "Sigmoid", "Sin", "Cos" }.Select(static name => Each($"{name}(x, >y)", name)),
        .. new[] { "Add", "Subtract", "Multiply", "Divide", "Pow", "Max", "Min" }.Select(static name => Each($"{name}(x, y, >z)", name)),
        Each("Log(x, y, >z)", "LogBase"),
        Each("MultiplyAdd(x, y, addend, >z)", "MultiplyAddEstimate"),
        Each("AddMultiply(x, y, multiplier, >z)", "AddMultiply"),
        // Into a longer destination the platform divides what stands behind, too: the pullback then says that lengths differ.
        Row("SoftMax(x, >y)", "Softmax(y, x.Length, xDot, >yDot)", "Softmax(y, x.Length, yBar, +xBar)"),
        Row("Sum(x) -> y", "Sum(xDot) -> yDot", "Sum(yBar, +xBar)"),
        Row("SumOfSquares(x) -> y", "SumOfSquares(x, xDot) -> yDot", "SumOfSquares(x, yBar, +xBar)"),
        Row("SumOfMagnitudes(x) -> y", "SumOfMagnitudes(x, xDot) -> yDot", "SumOfMagnitudes(x, yBar, +xBar)"),
        Row("Product(x) -> y", "Product(x, xDot) -> yDot", "Product(x, yBar, +xBar)"),
        Row("Max(x) -> y", "Extremum(x, y, xDot) -> yDot", "Extremum(x, y, yBar, +xBar)"),
        Row("Min(x) -> y", "Extremum(x, y, xDot) -> yDot", "Extremum(x, y, yBar, +xBar)"),
        Row("Norm(x) -> y", "Norm(x, y, xDot) -> yDot", "Norm(x, y, yBar, +xBar)"),
        Row("Dot(x, y) -> z", "Dot(x, xDot?, y, yDot?) -> zDot", "Dot(y, zBar, +xBar)", "Dot(x, zBar, +yBar)"),
        Pair("Distance"),
        Pair("CosineSimilarity"),
    ];

    private static OperationRow Pair(string name) => Row(
        $"{name}(x, y) -> z", $"{name}(x, xDot?, y, yDot?, z) -> zDot", $"{name}(x, y, z, zBar, +xBar)", $"{name}(y, x, z, zBar, +yBar)");

    private static OperationRow Each(string operation, string primitive) => Row(operation) with { Each = primitive };

    private static OperationRow Row(string operation, string tangent, params string[] pullbacks) =>
        Row(operation) with { Tangents = [tangent], Pullbacks = pullbacks };

    private static OperationRow Row(string operation) => new(operation, [], []) { Home = "TensorPrimitives", Namespace = "System.Numerics.Tensors" };
}
