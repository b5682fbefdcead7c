using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>Which methods the runtime compiles: with one tier each method once, when it is called first.</summary>
internal sealed class JitTrace(string prefix) : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;

    private readonly ConcurrentDictionary<int, bool> tokens = [];

    /// <summary>How many methods ran, in how many files, and how many files the assembly has.</summary>
    internal (int Methods, int Files, int AllFiles) Count(Assembly assembly)
    {
        // The runtime hands events on with a delay.
        Thread.Sleep(TimeSpan.FromSeconds(2));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
        MetadataReader symbols = provider.GetMetadataReader();
        HashSet<DocumentHandle> ran = [.. tokens.Keys.SelectMany(token => Documents(symbols, MetadataTokens.MethodDefinitionHandle(token)))];
        return (tokens.Count, ran.Count, symbols.Documents.Count(document => IsWritten(symbols.GetString(symbols.GetDocument(document).Name))));
    }

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(source, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs written)
    {
        if (written.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true || written.Payload is null || written.PayloadNames is null)
        {
            return;
        }

        if (Of("MethodNamespace") is string type && type.StartsWith(prefix, StringComparison.Ordinal)) tokens[Convert.ToInt32(Of("MethodToken"))] = true;

        object? Of(string name) => written.Payload[written.PayloadNames.IndexOf(name)];
    }

    /// <summary>Whether a person wrote the file: it is not generated while the assembly compiles.</summary>
    private static bool IsWritten(string path) =>
        !path.Contains(".g.", StringComparison.Ordinal) && !path.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal);

    private static IEnumerable<DocumentHandle> Documents(MetadataReader symbols, MethodDefinitionHandle method)
    {
        MethodDebugInformation information = symbols.GetMethodDebugInformation(method);
        if (!information.Document.IsNil) return [information.Document];
        return information.SequencePointsBlob.IsNil ? [] : information.GetSequencePoints().Select(static point => point.Document).Distinct();
    }
}
