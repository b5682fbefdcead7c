namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>The tests are a program of their own, so that one of them can be killed.</summary>
internal static class Program
{
    internal const string SaveUntilKilled = "save-until-killed";

    private static int Main(string[] arguments)
    {
        if (arguments is not [SaveUntilKilled, string path])
        {
            Console.Error.WriteLine("Run the tests with 'dotnet test'.");
            return 1;
        }

        KilledSaveTests.SaveUntilKilled(path);
        return 0;
    }
}
