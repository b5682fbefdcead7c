using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Corpus.Harness;

namespace DeepMfg.AutoDiff.Benchmarks.Timing;

/// <summary>
/// Calls a method again and again through its address, so that it is never inlined, with arguments that stay the same. Each call waits for the
/// one before: its first number is made to depend on that one's value, in bits that a mask of zeros takes away. Without that the processor runs
/// several short calls at once, and what is timed is not how long one takes.
/// </summary>
internal sealed class CallLoop
{
    // No constant for the compiler, which would take the dependence away.
    private static long s_nothing = Environment.ProcessId > 0 ? 0 : 1;

    private readonly Loop _loop;
    private readonly nint _function;
    private readonly object? _receiver;
    private readonly object?[] _arguments;

    /// <param name="method">The method.</param>
    /// <param name="sample">Its leading arguments; what it takes beyond them is zero.</param>
    internal CallLoop(MethodInfo method, CorpusSample sample)
    {
        _loop = Emit(method);
        _function = method.MethodHandle.GetFunctionPointer();
        _receiver = sample.Method.Receiver;
        _arguments = Arguments(method, sample);
    }

    private delegate void Loop(nint function, object? receiver, object?[] arguments, int count);

    internal void Run(int count) => _loop(_function, _receiver, _arguments, count);

    private static object?[] Arguments(MethodInfo method, CorpusSample sample)
    {
        var leaves = new Queue<double>(sample.Input);
        return
        [
            .. from parameter in method.GetParameters()
               let type = Element(parameter)
               select sample.Constant(parameter.Name!) ?? (parameter.IsOut ? null : Value(type, leaves)) ?? Activator.CreateInstance(type),
        ];
    }

    private static object? Value(Type type, Queue<double> leaves)
    {
        if (leaves.Count == 0)
        {
            return null;
        }

        if (Leaves.Of(type) is [var leaf] && leaf == type)
        {
            double number = leaves.Dequeue();
            return type.IsEnum ? Enum.ToObject(type, (long)number) : type == typeof(char) ? (char)number : Convert.ChangeType(number, type, null);
        }

        return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select(item => Value(item, leaves))]);
    }

    private static Type Element(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    /// <summary><c>for (; count > 0; count--) function(arguments)</c>, where references refer to locals that are set again for each call.</summary>
    private static Loop Emit(MethodInfo method)
    {
        var loop = new DynamicMethod("Loop", typeof(void), [typeof(nint), typeof(object), typeof(object[]), typeof(int)], typeof(CallLoop).Module, true);
        ILGenerator il = loop.GetILGenerator();
        ParameterInfo[] parameters = method.GetParameters();
        LocalBuilder[] values = [.. parameters.Select(p => il.DeclareLocal(Element(p)))];
        LocalBuilder?[] references = [.. parameters.Select(p => p.ParameterType.IsByRef ? il.DeclareLocal(Element(p)) : null)];
        EmitUnboxing(il, values);

        Label next = il.DefineLabel(), end = il.DefineLabel();
        il.MarkLabel(next);
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ble, end);
        EmitCall(il, method, values, references);
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, (byte)3);
        il.Emit(OpCodes.Br, next);
        il.MarkLabel(end);
        il.Emit(OpCodes.Ret);
        return loop.CreateDelegate<Loop>();
    }

    private static void EmitUnboxing(ILGenerator il, LocalBuilder[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, values[i].LocalType);
            il.Emit(OpCodes.Stloc, values[i]);
        }
    }

    private static void EmitCall(ILGenerator il, MethodInfo method, LocalBuilder[] values, LocalBuilder?[] references)
    {
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_1);
        }

        for (int i = 0; i < values.Length; i++)
        {
            il.Emit(OpCodes.Ldloc, values[i]);
            if (references[i] is { } reference)
            {
                il.Emit(OpCodes.Stloc, reference);
                il.Emit(OpCodes.Ldloca, reference);
            }
        }

        il.Emit(OpCodes.Ldarg_0);
        CallingConventions convention = method.IsStatic ? CallingConventions.Standard : CallingConventions.Standard | CallingConventions.HasThis;
        il.EmitCalli(OpCodes.Calli, convention, method.ReturnType, [.. method.GetParameters().Select(p => p.ParameterType)], null);
        if (method.ReturnType != typeof(void))
        {
            EmitWait(il, method.ReturnType, values);
        }
    }

    /// <summary>Ties the first floating argument of the next call to the value of this one.</summary>
    private static void EmitWait(ILGenerator il, Type result, LocalBuilder[] values)
    {
        FieldInfo? value = result.IsGenericType ? result.GetField("Item1") : null;
        LocalBuilder? tied = Array.Find(values, local => local.LocalType == typeof(double) || local.LocalType == typeof(float));
        if (tied is null || (value?.FieldType ?? result) is var type && type != typeof(double) && type != typeof(float))
        {
            il.Emit(OpCodes.Pop);
            return;
        }

        if (value is not null)
        {
            il.Emit(OpCodes.Ldfld, value);
        }

        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Ldloc, tied);
        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Call, typeof(CallLoop).GetMethod(nameof(Tied), BindingFlags.Static | BindingFlags.NonPublic)!);
        il.Emit(tied.LocalType == typeof(float) ? OpCodes.Conv_R4 : OpCodes.Conv_R8);
        il.Emit(OpCodes.Stloc, tied);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Tied(double value, double argument) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(argument) | (BitConverter.DoubleToInt64Bits(value) & s_nothing));
}
