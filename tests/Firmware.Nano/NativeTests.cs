// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using nanoFramework.TestFramework;

namespace MCUNetV2.Firmware.NanoTests
{
    /// <summary>The native methods: that each reaches its C function, and that bad arguments come back as errors.</summary>
    [TestClass]
    public class NativeTests
    {
        /// <summary>The firmware has kernels, and they have a name.</summary>
        [TestMethod]
        public void Kernels_have_a_name()
        {
            Assert.IsTrue(Native.Backend(0, new byte[32]) > 0);
        }

        /// <summary>Without a model every call is out of order.</summary>
        [TestMethod]
        public void Nothing_works_without_a_model()
        {
            Assert.AreEqual(EngineStatus.State, Native.ModelInfo(0, new int[ModelField.Count]));
            Assert.AreEqual(EngineStatus.State, Native.PatchRun(-1, 0, 0, 0));
            Assert.AreEqual(EngineStatus.State, Native.Score(int.MaxValue, 0));
            Assert.AreEqual(EngineStatus.NotFound, Native.Open("no such model"));
        }

        /// <summary>Null arrays are refused, not followed.</summary>
        [TestMethod]
        public void Null_arrays_are_refused()
        {
            using (Model model = Model.Open(null))
            {
                Assert.IsTrue(Native.Backend(model.Handle, null) < 0);
                Assert.IsTrue(Native.ModelInfo(model.Handle, null) < 0);
                Assert.IsTrue(Native.InputWrite(model.Handle, null, 0, 1) < 0);
            }
        }
    }
}
