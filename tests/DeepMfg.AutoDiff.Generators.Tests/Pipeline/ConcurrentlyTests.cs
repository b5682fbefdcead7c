using System.Collections.Concurrent;
using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>A stage that runs for many inputs at once.</summary>
public sealed class ConcurrentlyTests
{
    private sealed record Input(int Number);

    [Fact]
    public void Each_input_has_its_own_output_and_is_asked_for_once()
    {
        ConcurrentBag<int> made = [];
        var stage = new Concurrently<Input, string>((input, _) =>
        {
            made.Add(input.Number);
            return input.Number % 3 == 0 ? null : $"{input.Number}";
        });
        Input[] inputs = [.. Enumerable.Range(0, 200).Select(static i => new Input(i))];

        foreach (Input input in inputs) Assert.Equal(input.Number % 3 == 0 ? null : $"{input.Number}", stage.Of(input, inputs, default));
        Assert.Equal(Enumerable.Range(0, 200), made.Order());

        Input another = new(1001);
        made.Clear();
        Assert.Equal("1001", stage.Of(another, [.. inputs, another], default));
        Assert.Equal([1001], made);
    }

    [Fact]
    public void A_request_that_is_taken_back_ends()
    {
        var stage = new Concurrently<Input, string>(static (_, _) => "");
        Input[] inputs = [new(1)];
        Assert.ThrowsAny<OperationCanceledException>(() => stage.Of(inputs[0], inputs, new CancellationToken(canceled: true)));
        Assert.Equal("", stage.Of(inputs[0], inputs, default));
    }
}
