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

        /// <summary>The least and the largest numbers, and what rounds to nothing.</summary>
        [TestMethod]
        public void Writes_numbers_of_every_size()
        {
            string line = new JsonLine("t").Add("a", int.MinValue).Add("b", 0).Add("c", 0f).Add("d", -0.00004f).Add("e", -1.5f).Add("f", 1234.5f).ToString();
            Assert.AreEqual("{\"type\":\"t\",\"a\":-2147483648,\"b\":0,\"c\":0.0000,\"d\":0.0000,\"e\":-1.5000,\"f\":1234.5000}", line);
            Assert.AreEqual("{\"type\":\"t\",\"a\":-1024.0000,\"b\":0.0012}", new JsonLine("t").Add("a", -1024f).Add("b", 0.00123f).ToString());
        }
    }
}
