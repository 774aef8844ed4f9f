// SPDX-License-Identifier: MIT
using MCUNetV2.Diagnostics;
using nanoFramework.TestFramework;

namespace MCUNetV2.Firmware.NanoTests
{
    /// <summary>Lines of telemetry.</summary>
    [TestClass]
    public class JsonLineTests
    {
        /// <summary>Numbers, texts, truth values and arrays.</summary>
        [TestMethod]
        public void Writes_members_in_order()
        {
            string line = new JsonLine("t").Add("i", -3).Add("f", 0.25f).Add("b", true).Add("s", "a\"b").Add("a", new int[] { 1, 2 }).ToString();
            Assert.AreEqual("{\"type\":\"t\",\"i\":-3,\"f\":0.2500,\"b\":true,\"s\":\"a\\\"b\",\"a\":[1,2]}", line);
        }
    }
}
