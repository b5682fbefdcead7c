using System.Reflection;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>One descriptor for each mistake; every message ends with the way out.</summary>
internal static class Descriptors
{
    /// <summary>Where the pages about diagnostics are, if that was said when the package was made; they travel in it, too.</summary>
    private static readonly string? Pages = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static entry => entry.Key == "DiagnosticsUrl")?.Value;

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "DMAD001", "The containing type is not partial",
        "'{0}' contains the [Differentiable] method '{1}' and is not partial; declare it 'partial'");

    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        "DMAD001", "The containing type is not partial",
        "'{0}' is not partial, and the members of the [Differentiable] type '{1}' are written into it; declare it 'partial'");

    public static readonly DiagnosticDescriptor NotDifferentiableMember = Error(
        "DMAD002", "This member cannot be differentiated",
        "'{0}' cannot be differentiated because it is {1}; {2}");

    public static readonly DiagnosticDescriptor ResultNotDifferentiable = Error(
        "DMAD003", "The result is not differentiable",
        "{0}; {1}");

    public static readonly DiagnosticDescriptor NoDifferentiableParameter = Error(
        "DMAD004", "No parameter is differentiable",
        "'{0}' has no parameter to differentiate with respect to; {1}");

    public static readonly DiagnosticDescriptor NoSuchParameter = Error(
        "DMAD004", "No parameter is differentiable",
        "'{0}' has no parameter '{1}' to differentiate with respect to; name its parameters of numbers in 'Wrt', best by 'nameof'");

    public static readonly DiagnosticDescriptor NoDifferentiableMember = Error(
        "DMAD004", "No parameter is differentiable",
        "'{0}' has no member that holds numbers to differentiate with respect to; give it one of type 'float' or 'double', or an array of them");

    public static readonly DiagnosticDescriptor MemberExists = Error(
        "DMAD005", "A member of this signature exists already",
        "'{0}' would be generated for '{1}', but {2}; rename one of them");

    public static readonly DiagnosticDescriptor MixedScalars = Error(
        "DMAD006", "Members of different scalar types",
        "'{0}' has numbers of type '{1}', and those of '{2}' are '{3}'; give all of them one type, or mark the member [NoDerivative]");

    public static readonly DiagnosticDescriptor NoDerivative = Error(
        "DMAD010", "The call has no known derivative",
        "'{0}' has no known derivative, and an active value reaches it{1}; {2}");

    public static readonly DiagnosticDescriptor NotSupported = Error(
        "DMAD011", "The construct is not supported",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor WritesOutside = Error(
        "DMAD012", "Writes state outside the method",
        "This writes '{0}', which is state outside the method; {1}");

    public static readonly DiagnosticDescriptor NotAccessible = Error(
        "DMAD015", "Generated code cannot access this",
        "Generated code in '{0}' would have to name '{1}', which {2}; {3}");

    public static readonly DiagnosticDescriptor LostInConversion = Warning(
        "DMAD020", "A derivative is lost in a conversion to an integer",
        "The derivative is lost in this conversion to '{0}'; write Ad.StopGradient(…) around the converted value if that is meant");

    public static readonly DiagnosticDescriptor IndependentParameter = Warning(
        "DMAD021", "The result does not depend on the parameter",
        "The result of '{0}' does not depend on '{1}'; mark the parameter [NoDerivative] if that is meant");

    public static readonly DiagnosticDescriptor NotSmooth = new(
        "DMAD022", "Not smooth here",
        "{0} is not smooth here: the derivative is that of the side taken; rewrite it if the method needs continuous derivatives",
        Category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, helpLinkUri: Help("DMAD022"));

    public static readonly DiagnosticDescriptor UnmarkedType = Warning(
        "DMAD024", "A parameter of unmarked type holds floating-point values",
        "'{0}' is held constant, though its type '{1}' holds floating-point values; pass them as parameters of their own, or mark '{0}' [NoDerivative]");

    public static readonly DiagnosticDescriptor UnmarkedMember = Warning(
        "DMAD024", "A parameter of unmarked type holds floating-point values",
        "The member '{0}' is held constant, though its type '{1}' holds floating-point values; {2}, or mark '{0}' [NoDerivative]");

    public static readonly DiagnosticDescriptor TripsDepend = new(
        "DMAD025", "The number of trips depends on an input",
        "The number of trips depends on '{0}', whose derivative does not see that; write a fixed number of steps, whose length depends on '{0}', if it should",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Help("DMAD025"));

    public static readonly DiagnosticDescriptor HeldField = new(
        "DMAD026", "A number in an object is held constant",
        "'{0}' of '{1}' is held constant, like all that an object of a class holds; pass it as a parameter, or make '{1}' a record that is marked "
            + "[Differentiable], if a derivative is to flow through it",
        Category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, helpLinkUri: Help("DMAD026"));

    public static readonly DiagnosticDescriptor NotOverridden = Warning(
        "DMAD027", "An override leaves the derivatives of its base",
        "'{0}' does not override the derivatives of the method that it overrides: called through '{1}' they are not its own; {2}");

    public static readonly DiagnosticDescriptor WrongRule = Error(
        "DMAD030", "A rule does not fit",
        "The rule '{0}' for '{1}' {2}; {3}");

    public static readonly DiagnosticDescriptor WrongValues = Error(
        "DMAD031", "A rule disagrees with its primal",
        "The rule '{0}' disagrees with {1}: for {2} at {3} it gives {4}, where {5} {6}; correct it, or mark it 'Approximate = true' if that is meant");

    public static readonly DiagnosticDescriptor UncheckedRule = new(
        "DMAD035", "A rule could not be checked while compiling",
        "The rule '{0}' could not be checked while compiling: {1}; test it with GradientCheck",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Help("DMAD035"));

    public static readonly DiagnosticDescriptor NothingGenerated = Error(
        "DMAD033", "Nothing was generated here",
        "Nothing was generated for '{0}', though no other error was reported: {1}; please report this as a defect of DeepMfg.AutoDiff");

    public static readonly DiagnosticDescriptor OutputOfAnother = Error(
        "DMAD033", "Nothing was generated here",
        "Nothing was generated for '{0}', because another generator has written the code around it, and generators do not see one another's; "
        + "move '{0}' to a file of your own: from the '@code' of a '.razor' to a '.razor.cs' beside it");

    private const string Category = "DeepMfg.AutoDiff";

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(id));

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(id));

    private static string Help(string id) => Pages is null ? "" : $"{Pages}/{id}.md";
}
