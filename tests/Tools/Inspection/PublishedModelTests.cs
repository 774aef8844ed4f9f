// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Inspection;

public class PublishedModelTests
{
    [Theory]
    [InlineData("mcunet_vww_80", 11_578_816, 89_600)]
    [InlineData("mcunet_person_detection_128x160", 18_296_320, 240 * 1024)]
    [InlineData("mcunetv2_large_224", 216_815_264, 1372 * 1024)]
    [InlineData("mlperf_vww_96", 7_489_664, 54 * 1024)]
    [InlineData("tflm_person_detect", 7_157_888, 54 * 1024)]
    [InlineData("mobilenet_v2_1.0_224", 300_774_272, 1372 * 1024)]
    public void Counts_what_is_published(string model, long macs, long peak)
    {
        ModelInspection inspection = ModelInspection.OfFile(SharedFiles.Model(model));

        inspection.Macs.ShouldBe(macs);
        inspection.LayerByLayerPeakBytes.ShouldBe(peak);
    }

    [Theory]
    [InlineData("mlperf_vww_96", 1928, 3_723_188)]
    [InlineData("mcunet_vww_80", 328, 446_748)]
    [InlineData("mobilenet_v2_1.0_224", 16, 2_766_736)]
    public void Counts_what_is_removed(string model, int channels, long macs)
    {
        RemovedChannels removed = ModelInspection.OfFile(SharedFiles.Model(model)).Removed.ShouldNotBeNull();

        (removed.Channels, removed.Macs).ShouldBe((channels, macs));
    }
}
