// SPDX-License-Identifier: MIT
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests.Namespaces;

/// <summary>The namespaces of a project form layers, listed in layers.txt from the ground up; a namespace uses only those of layers before its own.</summary>
public class NamespaceTests
{
    /// <summary>Projects whose assemblies are here.</summary>
    private static readonly string[] Assemblies = ["mcunet", "MCUNetV2.CommandLine", "MCUNetV2.Compiler", "MCUNetV2.Device", "MCUNetV2.Host", "MCUNetV2.Networks", "MCUNetV2.Pictures", "MCUNetV2.Remote"];

    private static readonly Layers Layers = Layers.Read(Path.Combine(AppContext.BaseDirectory, "layers.txt"));

    private static readonly NamespaceUse[] Uses =
    [
        .. new[] { "tools", "firmware" }.SelectMany(folder => NamespaceUses.OfSources(Repository.Path(folder))),
        .. Assemblies.SelectMany(name => NamespaceUses.OfAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];

    [Fact]
    public void Every_namespace_is_in_a_layer() =>
        Uses.Select(u => Layers.NameOf(u.From) ?? u.From).Distinct().Order().ShouldBe(Layers.Names.Order());

    [Fact]
    public void A_namespace_uses_only_layers_before_its_own() =>
        Uses.Where(u => !Layers.Allow(u) && !Layers.IsKnown(u)).Select(u => $"{u.From} uses {u.To} ({u.Where})").Distinct().ShouldBeEmpty();

    [Fact]
    public void Known_exceptions_are_still_there() =>
        Layers.Known.Where(k => !Uses.Any(u => (u.From, u.To) == k)).ShouldBeEmpty("this is better now: take it off the list");

    [Theory]
    [InlineData("MCUNetV2.Compiler.Format", "MCUNetV2.Compiler.Graph")]
    [InlineData("MCUNetV2.Compiler.Operators", "MCUNetV2.Compiler.Planning")]
    [InlineData("MCUNetV2.Compiler.Import", "MCUNetV2.Compiler.Of.No.Layer")]
    public void A_use_against_the_direction_is_found(string from, string to) => Layers.Allow(new NamespaceUse(from, to, "")).ShouldBeFalse();
}
