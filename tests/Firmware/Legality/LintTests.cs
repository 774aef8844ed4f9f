// SPDX-License-Identifier: MIT
using MCUNetV2.DevicePackages;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>The device assemblies contain nothing that compiles but fails on the device; each such thing, planted, is found.</summary>
public class LintTests
{
    public static TheoryData<string> Projects() => [.. NanoProject.All.Select(project => project.ToString())];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Device_assemblies_are_clean(string name)
    {
        NanoProject project = NanoProject.All.Single(candidate => candidate.ToString() == name);
        AssemblyLint.Check(Emitter.Emit(DeviceCompiler.Compile(project))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Device_sources_are_clean(string name)
    {
        NanoProject project = NanoProject.All.Single(candidate => candidate.ToString() == name);
        SyntaxLint.Check(DeviceCompiler.Compile(project)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(LintRule.Generic), "class C<T> { }")]
    [InlineData(nameof(LintRule.Generic), "class C { T Same<T>(T x) { return x; } }")]
    [InlineData(nameof(LintRule.Generic), "class C { System.Func<int> f; }")]
    [InlineData(nameof(LintRule.Generic), "class C { void M(System.Action<int> a) { a(1); } }")]
    [InlineData(nameof(LintRule.MultidimensionalArray), "class C { int[,] a; }")]
    [InlineData(nameof(LintRule.MultidimensionalArray), "class C { object M() { return new int[2, 3]; } }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I { int One { get { return 1; } } }")]
    [InlineData(nameof(LintRule.Pointer), "unsafe class C { int* p; }")]
    [InlineData(nameof(LintRule.Pointer), "unsafe class C { int M(int[] a) { fixed (int* p = a) { return *p; } } }")]
    [InlineData(nameof(LintRule.StackAllocation), "unsafe class C { int M() { int* p = stackalloc int[4]; return p[0]; } }")]
    [InlineData(nameof(LintRule.Checked), "class C { int M(int a) { return checked(a + 1); } }")]
    [InlineData(nameof(LintRule.EnumText), "class C { string M(System.DayOfWeek d) { return d.ToString(); } }")]
    [InlineData(nameof(LintRule.EnumText), "class C { string M(System.DayOfWeek d) { return \"day \" + d; } }")]
    [InlineData(nameof(LintRule.EnumText), "class C { string M(System.DayOfWeek d) { return $\"day {d}\"; } }")]
    [InlineData(nameof(LintRule.EnumText), "enum E { A } class C { string M(E e, int i) { return \"\" + e + i; } }")]
    [InlineData(nameof(LintRule.SignedByteArrayCast), "class C { byte[] M(sbyte[] a) { return (byte[])(object)a; } }")]
    [InlineData(nameof(LintRule.Volatile), "class C { volatile int v; int M() { return v; } }")]
    [InlineData(nameof(LintRule.EmbeddedType), "namespace System.Runtime.CompilerServices { class RefSafetyRulesAttribute : System.Attribute { } }")]
    public void A_planted_violation_is_found(string rule, string source) => Lint(source).ShouldContain(Enum.Parse<LintRule>(rule));

    [Theory]
    [InlineData(nameof(LintRule.Generic), "class C\n{ T Same<T>(T x) { return x; } }")]
    [InlineData(nameof(LintRule.Generic), "class C\n{ System.Func<int> f; }")]
    [InlineData(nameof(LintRule.Generic), "class C\n{ System.Action<int> a; }")]
    [InlineData(nameof(LintRule.MultidimensionalArray), "class C\n{ int[,] a; }")]
    [InlineData(nameof(LintRule.MultidimensionalArray), "class C\n{ object M() { return new[,] { { 1 } }; } }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I\n{ int One() { return 1; } }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I\n{ int One() => 1; }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I\n{ int One => 1; }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I\n{ int One { get { return 1; } } }")]
    [InlineData(nameof(LintRule.DefaultInterfaceMember), "interface I\n{ int One { get => 1; } }")]
    [InlineData(nameof(LintRule.Pointer), "class C\n{ unsafe void M() { } }")]
    [InlineData(nameof(LintRule.Pointer), "class C\n{ int* p; }")]
    [InlineData(nameof(LintRule.Pointer), "class C\n{ delegate*<int, void> f; }")]
    [InlineData(nameof(LintRule.Pointer), "struct S\n{ fixed byte Data[4]; }")]
    [InlineData(nameof(LintRule.StackAllocation), "class C\n{ void M() { SpanByte s = stackalloc byte[4]; } }")]
    [InlineData(nameof(LintRule.StackAllocation), "class C\n{ void M() { SpanByte s = stackalloc[] { (byte)1 }; } }")]
    [InlineData(nameof(LintRule.Checked), "class C\n{ int M(int a) { return checked(a + 1); } }")]
    [InlineData(nameof(LintRule.Checked), "class C\n{ void M(int a) { checked { a++; } } }")]
    [InlineData(nameof(LintRule.Query), "class C\n{ object M(int[] a) { return from x in a select x; } }")]
    [InlineData(nameof(LintRule.Iterator), "class C\n{ IEnumerable M() { yield return 1; } }")]
    [InlineData(nameof(LintRule.Iterator), "class C\n{ IEnumerable M() { yield break; } }")]
    [InlineData(nameof(LintRule.Async), "class C\n{ async void M() { } }")]
    [InlineData(nameof(LintRule.Async), "class C\n{ object f = async () => await x; }")]
    [InlineData(nameof(LintRule.Record), "\nrecord R(int X);")]
    [InlineData(nameof(LintRule.Range), "class C\n{ int M(int[] a) { return a[^1]; } }")]
    [InlineData(nameof(LintRule.Range), "class C\n{ int[] M(int[] a) { return a[1..]; } }")]
    [InlineData(nameof(LintRule.Nullable), "class C\n{ int? n; }")]
    [InlineData(nameof(LintRule.Tuple), "class C\n{ (int, int) pair; }")]
    [InlineData(nameof(LintRule.Tuple), "class C\n{ void M() { var pair = (1, 2); } }")]
    public void A_planted_violation_is_found_in_the_source_with_its_line(string rule, string source) =>
        SyntaxLint.Check(DeviceCompiler.Compile(source))
            .ShouldContain(finding => finding.Rule == Enum.Parse<LintRule>(rule) && finding.Where.StartsWith("planted.cs:2: "));

    [Fact]
    public void What_only_resembles_a_violation_is_not_found()
    {
        const string Legal = "interface I { int One { get; } int Two(); } class C { int[][] a = new int[2][]; int M(int b) { return unchecked(b ^ 1); } }";
        SyntaxLint.Check(DeviceCompiler.Compile(Legal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_method_with_too_many_locals_is_found()
    {
        string locals = string.Concat(Enumerable.Range(0, 260).Select(i => $"int v{i} = a[{i}]; a[{i}] = v{i} * v{i};"));
        string uses = string.Concat(Enumerable.Range(0, 260).Select(i => $"+ v{i}"));
        Lint($"class C {{ int M(int[] a) {{ {locals} return 0 {uses}; }} }}").ShouldContain(LintRule.TooManyLocals);
    }

    [Fact]
    public void A_method_that_is_too_long_is_found()
    {
        string statements = string.Concat(Enumerable.Range(0, 7000).Select(i => $"a[{i}] = a[{i + 1}];"));
        Lint($"class C {{ void M(int[] a) {{ {statements} }} }}").ShouldContain(LintRule.MethodTooLong);
    }

    [Fact]
    public void Too_much_array_data_is_found()
    {
        string values = string.Join(',', Enumerable.Range(0, 66_000).Select(i => i % 251));
        Lint($"class C {{ static readonly byte[] Data = {{ {values} }}; }}").ShouldContain(LintRule.ArrayData);
    }

    [Theory]
    [InlineData("class C { System.Span<byte> M() { return default; } }")]
    [InlineData("class C { System.Collections.Generic.List<int> l; }")]
    [InlineData("class C { int? n; }")]
    [InlineData("class C { (int, int) M() { return (1, 2); } }")]
    [InlineData("record R(int X);")]
    [InlineData("class C { System.Collections.IEnumerable M() { yield return 1; } }")]
    [InlineData("class C { async void M() { await null; } }")]
    [InlineData("class C { dynamic M(dynamic d) { return d.X; } }")]
    [InlineData("class C { decimal M(decimal d) { return d * 2; } }")]
    [InlineData("class C { int M(int[] a) { return a[^1]; } }")]
    [InlineData("class C { void M(int[] a) { System.Array.Sort(a); } }")]
    [InlineData("class C { string M(string s) { return s.Replace('a', 'b'); } }")]
    [InlineData("namespace N; class C { }")]
    [InlineData("class C { byte[] M() { return \"x\"u8.ToArray(); } }")]
    public void What_the_device_lacks_does_not_compile(string source) =>
        Should.Throw<InvalidOperationException>(() => Emitter.Emit(DeviceCompiler.Compile(source)));

    [Theory]
    [InlineData("class C { string M(int i) { return $\"{i}\" + i; } }")]
    [InlineData("enum E { A } class C { bool M(E e) { return e == E.A; } object Box(E e) { return e; } }")]
    [InlineData("class C { int[][] a; event System.EventHandler E; void M() { E?.Invoke(this, null); } }")]
    [InlineData("abstract class C { protected abstract int M(); } struct S { public int X; } class D : C { protected override int M() { return new S { X = 1 }.X switch { 1 => 2, _ => 3 }; } }")]
    public void What_works_is_not_complained_about(string source) => Lint(source).ShouldBeEmpty();

    private static IEnumerable<LintRule> Lint(string source) =>
        AssemblyLint.Check(Emitter.Emit(DeviceCompiler.Compile(source))).Select(finding => finding.Rule);
}
