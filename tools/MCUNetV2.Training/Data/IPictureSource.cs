namespace MCUNetV2.Training.Data;

/// <summary>A data set on disk.</summary>
internal interface IPictureSource
{
    /// <summary>All pictures, in an order that depends on the data set alone.</summary>
    IEnumerable<PictureFile> Read();
}
