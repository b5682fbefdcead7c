using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>Methods over records and structs as cases with one flat input: the numbers of the model, in the order of its leaves.</summary>
public static class RecordCase
{
    public delegate double Value<TModel>(TModel model);

    public delegate (double Value, TModel Gradient) Gradient<TModel>(TModel model);

    public delegate double IntoBuffer<TModel>(TModel model, ref TModel gradient);

    public delegate (double Value, double Tangent) Tangent<TModel>(TModel model, TModel direction);

    public delegate double IntoBuffers<TItem>(TItem[] items, Span<TItem> gradient);

    public delegate (double Value, double Tangent) Tangents<TItem>(TItem[] items, TItem[] direction);

    public static IEnumerable<ArrayCase> All => [.. Structs.Cases, .. Mechanics.Cases, .. Layers.Cases, .. Circuits.Cases, .. Hierarchies.Cases,
        .. Stages.Cases, .. Machines.Cases, .. Swarms.Cases, .. Mixtures.Cases, .. Fleets.Cases];

    /// <summary>A method over a model of numbers.</summary>
    public static ArrayCase Of<TModel>(string name, TModel at, Value<TModel> value, Gradient<TModel> gradient, Tangent<TModel> tangent)
        where TModel : IDifferentiable<TModel, double> => new(
            $"records: {name}", Numbers(at), x => value(TModel.From(at, x)),
            (x, into) =>
            {
                (double result, TModel slopes) = gradient(TModel.From(at, x));
                TModel.CopyTo(slopes, into);
                return result;
            },
            (x, direction) => tangent(TModel.From(at, x), TModel.From(at, direction)))
        {
            // An object each time.
            Allocates = !typeof(TModel).IsValueType,
        };

    /// <summary>A method over a model with arrays, whose gradient goes into a buffer; the buffer and the model are made once for an input.</summary>
    public static ArrayCase Of<TModel>(string name, TModel at, Value<TModel> value, IntoBuffer<TModel> gradient, Tangent<TModel> tangent)
        where TModel : IDifferentiable<TModel, double>
    {
        TModel model = at, buffer = TModel.ZeroLike(at);
        double[] last = Numbers(at);
        return new(
            $"records: {name}", Numbers(at), x => value(TModel.From(at, x)),
            (x, into) =>
            {
                if (!x.AsSpan().SequenceEqual(last)) (model, last) = (TModel.From(at, x), [.. x]);
                double result = gradient(model, ref buffer);
                TModel.CopyTo(buffer, into);
                return result;
            },
            (x, direction) => tangent(TModel.From(at, x), TModel.From(at, direction)));
    }

    /// <summary>A method over an array of structs, which it may write; the arrays are made once.</summary>
    public static ArrayCase OfMany<TItem>(string name, TItem[] at, Func<TItem[], double> value, IntoBuffers<TItem> gradient, Tangents<TItem> tangent)
        where TItem : struct, IDifferentiable<TItem, double>
    {
        TItem[] items = [.. at], buffer = new TItem[at.Length];
        int width = TItem.ParameterCount(at[0]);
        return new(
            $"records: {name}", [.. at.SelectMany(Numbers)], x => value(Read(x, items)),
            (x, into) =>
            {
                double result = gradient(Read(x, items), buffer);
                for (int i = 0; i < buffer.Length; i++) TItem.CopyTo(buffer[i], into.AsSpan(i * width, width));
                return result;
            },
            (x, direction) => tangent(Read(x, items), Read(direction, new TItem[at.Length])));

        TItem[] Read(double[] x, TItem[] into)
        {
            for (int i = 0; i < into.Length; i++) into[i] = TItem.From(at[i], x.AsSpan(i * width, width));
            return into;
        }
    }

    private static double[] Numbers<TModel>(TModel model)
        where TModel : IDifferentiable<TModel, double>
    {
        double[] numbers = new double[TModel.ParameterCount(model)];
        TModel.CopyTo(model, numbers);
        return numbers;
    }
}
