using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Tests.Types;

public sealed class DifferentiableTypeTests
{
    [Fact]
    public void The_laws_hold_for_a_record_of_numbers() => Laws.Hold(new Soft(1, -2, 0.5, "a"), new Soft(4, 0.25, 3, "b"));

    [Fact]
    public void The_laws_hold_for_a_record_with_arrays() => Laws.Hold(new Dense([1, 2, 3, 4], [5, 6]), new Dense([-1, 0.5f, 2, 0], [1, 1]));

    [Fact]
    public void The_laws_hold_for_a_record_of_records()
    {
        Network a = Network.Of(3, 4), b = Network.Of(3, 4);
        for (int i = 0; i < 12; i++)
        {
            (a.First.Weights[i], b.First.Weights[i]) = (i, 6 - i);
        }

        b.Second.Bias[0] = 7;
        Laws.Hold(a, b);
    }

    [Fact]
    public void Constants_are_those_of_the_value_at_hand() => Assert.Equal("a", Sum(new Soft(1, 2, 3, "a"), new Soft(4, 5, 6, "b")).Name);

    private static TModel Sum<TModel>(TModel a, TModel b)
        where TModel : IDifferentiable<TModel, double> => TModel.Add(a, b);
}
