using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The column to be predicted, and its levels where it is one of categories.</summary>
internal sealed record PipelineTarget(string Name, string[] Levels)
{
    internal static PipelineTarget Of(Column column) => column switch
    {
        NumberColumn => new(column.Name, []),
        CategoryColumn => new(column.Name, Categories.Of(column, UnknownCategory.Refuse).Levels),
        _ => throw new ArgumentException($"The target \"{column.Name}\" is a {column.Kind}; it should be a Number or a Category."),
    };

    internal double[] Numbers(Column column)
    {
        double[] numbers = Levels.Length == 0
            ? Features.Numbers(column)
            : Array.ConvertAll(new Categories(Name, Levels, UnknownCategory.Refuse).Codes(column), code => (double)code);
        int missing = Array.FindIndex(numbers, double.IsNaN);
        return missing < 0
            ? numbers
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"The target \"{Name}\" of row {missing} is missing. Leave such rows out with DropMissing(\"{Name}\")."));
    }

    internal string? Mistake() => Levels.Length == 0 ? null : new Categories(Name, Levels, UnknownCategory.Refuse).Mistake();
}
