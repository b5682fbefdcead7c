using System.Numerics;
using System.Text.RegularExpressions;
using Xunit;

namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>What holds for every differentiable type, written by hand or by the compiler.</summary>
public static class Laws
{
    /// <summary>Checks all of them on two values of one shape.</summary>
    public static void Hold<TModel, T>(IDifferentiable<TModel, T> first, IDifferentiable<TModel, T> second)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (TModel a, TModel b) = ((TModel)first, (TModel)second);
        T[] x = Numbers<TModel, T>(a), y = Numbers<TModel, T>(b);
        T three = T.CreateChecked(3);
        Assert.True(TModel.HasSameShape(a, b));
        Assert.Equal(x.Zip(y, (l, r) => l + r), Numbers<TModel, T>(TModel.Add(a, b)));
        Assert.Equal(x.Zip(y, (l, r) => l - r), Numbers<TModel, T>(TModel.Subtract(a, b)));
        Assert.Equal(x.Select(l => three * l), Numbers<TModel, T>(TModel.Scale(three, a)));
        Assert.All(Numbers<TModel, T>(TModel.ZeroLike(a)), value => Assert.Equal(T.Zero, value));
        double dot = x.Zip(y, (l, r) => double.CreateChecked(l) * double.CreateChecked(r)).Sum();
        Assert.Equal(dot, double.CreateChecked(TModel.Dot(a, b)), 1e-5 * (1 + Math.Abs(dot)));
        Assert.Equal(TModel.Dot(a, b), TModel.Dot(b, a));
        Assert.Equal(x, Numbers<TModel, T>(a));
        Assert.Equal(y, Numbers<TModel, T>(b));

        TModel copy = TModel.From(a, x);
        Assert.Equal(x, Numbers<TModel, T>(copy));
        TModel.AddScaled(ref copy, three, b);
        Assert.Equal(x.Zip(y, (l, r) => l + three * r), Numbers<TModel, T>(copy));
        Assert.Equal(x, Numbers<TModel, T>(a));
        Assert.Throws<ArgumentException>(() => TModel.From(a, new T[x.Length + 1]));
        Assert.Throws<ArgumentException>(() => TModel.CopyTo(a, new T[x.Length + 1]));
        Visits<TModel, T>(copy);
    }

    private static void Visits<TModel, T>(TModel model)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] before = Numbers<TModel, T>(model);
        var doubler = new Doubler<T>([], []);
        TModel.Visit(ref model, ref doubler);
        Assert.Equal(before, doubler.Seen);
        Assert.Equal(before.Select(value => value + value), Numbers<TModel, T>(model));
        Assert.Equal(doubler.Names.Distinct(), doubler.Names);
        Assert.All(doubler.Names, name => Assert.Matches(new Regex("^[a-z0-9][A-Za-z0-9_]*(\\.[a-z0-9][A-Za-z0-9_]*)*$"), name));
    }

    private static T[] Numbers<TModel, T>(TModel model)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged
    {
        var numbers = new T[TModel.ParameterCount(model)];
        TModel.CopyTo(model, numbers);
        return numbers;
    }

    /// <summary>Writes twice of what it reads.</summary>
    private readonly record struct Doubler<T>(List<string> Names, List<T> Seen) : ILeafVisitor<T>
        where T : IAdditionOperators<T, T, T>
    {
        public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape)
        {
            Names.Add(name);
            nint length = 1;
            foreach (nint size in shape)
            {
                length *= size;
            }

            Assert.Equal(length, leaf.Length);
            foreach (ref T value in leaf)
            {
                Seen.Add(value);
                value += value;
            }
        }
    }
}
