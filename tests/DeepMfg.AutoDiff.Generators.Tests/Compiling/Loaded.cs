using System.Reflection;
using System.Runtime.Loader;

namespace DeepMfg.AutoDiff.Generators.Tests.Compiling;

/// <summary>A compiled project in the process, until it is disposed.</summary>
internal sealed class Loaded(AssemblyLoadContext context, Assembly assembly) : IDisposable
{
    public static Loaded From(MemoryStream image, byte[]? referenced)
    {
        image.Position = 0;
        var context = new AssemblyLoadContext("user project", isCollectible: true);
        if (referenced is not null)
        {
            using var other = new MemoryStream(referenced);
            context.LoadFromStream(other);
        }

        return new Loaded(context, context.LoadFromStream(image));
    }

    public T Delegate<T>(string type, string method)
        where T : Delegate =>
        (assembly.GetType(type, throwOnError: true)!.GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new MissingMethodException(type, method)).CreateDelegate<T>();

    public void Dispose() => context.Unload();
}
