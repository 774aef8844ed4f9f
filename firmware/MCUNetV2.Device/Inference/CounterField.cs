namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.Counters"/>; free-running, they wrap.</summary>
    public static class CounterField
    {
        /// <summary>Microseconds since some moment.</summary>
        public const int Microseconds = 0;

        /// <summary>Cycles since some moment; 0 always where there is no counter.</summary>
        public const int Cycles = 1;

        /// <summary>Microseconds spent in patches: kernels and the engine around them.</summary>
        public const int KernelMicroseconds = 2;

        /// <summary>Microseconds spent in writing input: conversion of camera rows, copying of tensors.</summary>
        public const int InputMicroseconds = 3;

        /// <summary>How many fields there are.</summary>
        public const int Count = 4;
    }
}
