// SPDX-License-Identifier: MIT
using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Marks a class of tests; here the program calls them by name.</summary>
    public class TestClassAttribute : Attribute
    {
    }

    /// <summary>Marks a test.</summary>
    public class TestMethodAttribute : Attribute
    {
    }

    /// <summary>As much of the test framework as the tests use, so that they run without its assembly.</summary>
    public static class Assert
    {
        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(int expected, int actual)
        {
            if (expected != actual)
            {
                throw new Exception("expected " + expected + ", was " + actual);
            }
        }

        /// <summary>Fails unless both are equal.</summary>
        public static void AreEqual(string expected, string actual)
        {
            if (expected != actual)
            {
                throw new Exception("expected " + expected + ", was " + actual);
            }
        }

        /// <summary>Fails unless it is so.</summary>
        public static void IsTrue(bool condition)
        {
            if (!condition)
            {
                throw new Exception("was false");
            }
        }
    }
}
