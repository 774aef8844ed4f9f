namespace MCUNetV2.Inference
{
    /// <summary>What a model's outputs mean.</summary>
    public enum HeadKind
    {
        /// <summary>The package does not say.</summary>
        None = 0,

        /// <summary>Class scores with labels.</summary>
        Classifier = 1,

        /// <summary>YOLO boxes.</summary>
        Yolo = 2,
    }
}
