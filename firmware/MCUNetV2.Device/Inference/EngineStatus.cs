namespace MCUNetV2.Inference
{
    /// <summary>Status codes of the engine, as in native-interop/include/mcunet/status.h.</summary>
    public static class EngineStatus
    {
        /// <summary>Success.</summary>
        public const int Ok = 0;

        /// <summary>Not a package: erased flash, or something else.</summary>
        public const int NotAPackage = -3;

        /// <summary>The arena is smaller than the package needs.</summary>
        public const int ArenaTooSmall = -12;

        /// <summary>No model is open, or calls out of order.</summary>
        public const int State = -14;

        /// <summary>No model, input, output or head of that name or number.</summary>
        public const int NotFound = -15;

        /// <summary>The model was closed.</summary>
        public const int Closed = -17;

        /// <summary>Another inference, of this model or another one, has used the arena since.</summary>
        public const int Replaced = -18;

        /// <summary>As many models are open as there is room for.</summary>
        public const int Full = -19;

        /// <summary>What a status code means, in a few words.</summary>
        public static string Describe(int status)
        {
            switch (status)
            {
                case -1:
                    return "argument out of range";
                case -2:
                    return "package truncated";
                case NotAPackage:
                    return "not a package";
                case -4:
                    return "package of another version";
                case -5:
                    return "package checksum does not match";
                case -6:
                    return "package section out of place";
                case -7:
                    return "package tensor out of range";
                case -8:
                    return "package operator inconsistent";
                case -9:
                    return "package schedule inconsistent";
                case -10:
                    return "buffer too small";
                case -11:
                    return "package scratch too small";
                case ArenaTooSmall:
                    return "arena too small";
                case -13:
                    return "package is for other kernels";
                case State:
                    return "no model open, or calls out of order";
                case NotFound:
                    return "not found";
                case -16:
                    return "camera driver failed";
                case Closed:
                    return "closed";
                case Replaced:
                    return "another inference has run since";
                case Full:
                    return "too many models open";
                default:
                    return "engine error " + status;
            }
        }
    }
}
