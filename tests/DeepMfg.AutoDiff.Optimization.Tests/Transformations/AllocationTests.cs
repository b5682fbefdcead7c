using System.Numerics;
using DeepMfg.AutoDiff.Testing;

namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>A step allocates nothing.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Names => Case.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_doubles_allocates_nothing(string name) => AssertNothingAllocated<double>(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_floats_allocates_nothing(string name) => AssertNothingAllocated<float>(name);

    private static void AssertNothingAllocated<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = [.. Case.Start(100).Select(T.CreateChecked)], gradients = [.. parameters.Select(x => x * x)];
        T[][] apart = [[.. parameters[..40]], [.. parameters[40..]]], gradientsApart = [gradients[..40], gradients[40..]];
        Optimizer<T> one = Case.All[name].Settings.For<T>(100), parts = Case.All[name].Settings.For<T>(("a", 40), ("b", 60));
        Run(50);
        Assert.Equal(0, Allocations.Of(() => Run(100)));

        void Run(int count)
        {
            for (int step = 0; step < count; step++)
            {
                one.Step(parameters, gradients);
                parts.Step(apart, gradientsApart);
            }
        }
    }
}
