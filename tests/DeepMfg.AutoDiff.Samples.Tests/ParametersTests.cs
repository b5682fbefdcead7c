using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Samples.Tests;

public sealed class ParametersTests
{
    [Fact]
    public void Parameters_obey_the_laws_of_differentiable_types() =>
        Laws.Hold(new Parameters([1, -2, 3.5]), new Parameters([0.25, 4, -1]));
}
