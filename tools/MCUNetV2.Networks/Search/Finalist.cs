// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Cost;

namespace MCUNetV2.Networks.Search;

/// <summary>A network that came out of a search, under the schedule that it will have.</summary>
public sealed record Finalist(Candidate Candidate, DeployedModel Deployment);
