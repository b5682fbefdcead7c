namespace DeepMfg.AutoDiff.Tests;

public sealed class ZerosTests
{
    [Fact]
    public void All_elements_and_no_others_are_set_to_zero()
    {
        for (int length = 0; length < 90; length++)
        {
            HoldsFor(length, -0.0);
            HoldsFor(length, float.NaN);
            HoldsFor(length, (byte)255);
            HoldsFor(length, (1.5, "a"));
        }

        static void HoldsFor<T>(int length, T other)
        {
            T[] all = [.. Enumerable.Repeat(other, length + 2)];
            GradientBuffers.Zero(all.AsSpan(1, length));
            Assert.Equal([other, .. new T[length], other], all);
        }
    }

    [Fact]
    public void Arrays_of_any_rank_are_set_to_zero_and_none_is_left_alone()
    {
        double[,] table = { { 1, double.NaN }, { double.PositiveInfinity, 4 } };
        float[,,] cube = { { { 1, 2, 3 } } };
        int[,] counts = { { 1, 2 } };
        double[] numbers = [1, 2, 3];
        double[]?[] rows = [[1, 2], null, []];
        GradientBuffers.Clear(table);
        GradientBuffers.Clear(cube);
        GradientBuffers.Clear(counts);
        GradientBuffers.Clear(numbers);
        GradientBuffers.Clear(rows);
        GradientBuffers.Clear((double[]?)null);
        GradientBuffers.Clear((double[,]?)null);
        GradientBuffers.Clear((double[]?[]?)null);
        Assert.Equal(new double[2, 2], table);
        Assert.Equal(new float[1, 1, 3], cube);
        Assert.Equal(new int[1, 2], counts);
        Assert.Equal([0, 0, 0], numbers);
        Assert.Equal([[0, 0], null, []], rows);
    }

    [Fact]
    public void A_tape_hands_out_zeros_where_others_have_written()
    {
        using (Tape first = Tape.Open()) first.Reserve<double>(500).Fill(7);
        using Tape tape = Tape.Open();
        Assert.Equal(new double[3], tape.ReserveZeros<double>(3).ToArray());
        Assert.Equal(new double[400], tape.ReserveZeros<double>(400).ToArray());
        try
        {
            tape.ReserveZeros<double>(-1);
            Assert.Fail("A span cannot have so few elements.");
        }
        catch (OverflowException)
        {
        }
    }
}
