namespace DeepMfg.AutoDiff;

// Says where two values differ in shape. Only where they do are their leaves listed.
public static partial class VectorSpace
{
    /// <summary>Refuses two values that cannot be combined.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <exception cref="ArgumentException">Their shapes differ; it names the first leaf that does.</exception>
    public static void RequireSameShape<TModel, T>(in TModel left, in TModel right)
        where TModel : IDifferentiable<TModel, T>
    {
        if (!TModel.HasSameShape(left, right)) throw new ArgumentException(Difference(ShapeLister<T>.Of(left), ShapeLister<T>.Of(right)));
    }

    private static string Difference(List<(string Name, string Shape)> left, List<(string Name, string Shape)> right)
    {
        foreach (((string name, string one), (string other, string two)) in left.Zip(right))
        {
            if (name != other) break;
            if (one != two) return $"The leaf '{name}' has the shape [{one}] in one value and [{two}] in the other.";
        }

        HashSet<string> names = [.. left.Select(static leaf => leaf.Name)];
        names.SymmetricExceptWith(right.Select(static leaf => leaf.Name));
        return names.Count == 0 ? "The two values have leaves of different shapes." : $"The leaf '{names.First()}' is in one of the two values only.";
    }

    private readonly struct ShapeLister<T>(List<(string Name, string Shape)> leaves) : ILeafVisitor<T>
    {
        public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) => leaves.Add((name, string.Join(", ", shape.ToArray())));

        internal static List<(string Name, string Shape)> Of<TModel>(TModel model)
            where TModel : IDifferentiable<TModel, T>
        {
            List<(string, string)> leaves = [];
            var lister = new ShapeLister<T>(leaves);
            TModel.Visit(ref model, ref lister);
            return leaves;
        }
    }
}
