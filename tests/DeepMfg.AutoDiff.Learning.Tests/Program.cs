namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>The tests are a program of their own, so that one of them can be killed.</summary>
internal static class Program
{
    internal const string SaveUntilKilled = "save-until-killed", FitUntilKilled = "fit-until-killed";

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [SaveUntilKilled, string path]:
                KilledSaveTests.SaveUntilKilled(path);
                return 0;
            case [FitUntilKilled, string path]:
                Training.KilledFitTests.FitUntilKilled(path);
                return 0;
            default:
                Console.Error.WriteLine("Run the tests with 'dotnet test'.");
                return 1;
        }
    }
}
