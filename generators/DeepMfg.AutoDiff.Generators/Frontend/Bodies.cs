using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers the body of a method or of a local function.</summary>
internal static class Bodies
{
    public static Value LowerBody(this BodyLowering body, IOperation root, IMethodSymbol method)
    {
        Frame? outer = body.Frame;
        Slot? result = method.ReturnsVoid ? null : body.Declare("result", body.ShapeFor(method, method.ReturnType));
        body.Frame = new Frame(body.DeclareFlag("returned"), null) { IsMethod = true, Result = result };
        if (root is IBlockOperation) body.Statements.LowerAlone(root);
        else body.Program.Refuse(root, body);
        body.Frame = outer;
        return result is null ? Value.Nothing : body.Environment[result];
    }
}
