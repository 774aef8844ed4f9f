// SPDX-License-Identifier: MIT
namespace MCUNetV2.Pictures;

/// <summary>A line of a table.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
public sealed record CsvRow(int Line, string[] Fields);
