using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Finds the first leaf that holds what is no finite number.</summary>
internal struct NotFiniteLeaf<T> : ILeafVisitor<T>
    where T : IFloatingPointIeee754<T>
{
    private string? _name;

    public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape)
    {
        if (_name is null && HoldsNotFinite(leaf))
        {
            _name = name;
        }
    }

    private static bool HoldsNotFinite(scoped ReadOnlySpan<T> leaf)
    {
        foreach (T value in leaf)
        {
            if (!T.IsFinite(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Its name; empty where there is none.</summary>
    internal static string FirstOf<TModel>(ref TModel model)
        where TModel : IDifferentiable<TModel, T>
    {
        var finder = new NotFiniteLeaf<T>();
        TModel.Visit(ref model, ref finder);
        return finder._name ?? "";
    }
}
