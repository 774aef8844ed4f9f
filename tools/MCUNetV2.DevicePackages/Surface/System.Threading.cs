// Reference surface: the public members that the projects use, none of them implemented.
namespace System.Threading
{
    public class CancellationTokenSource : IDisposable
    {
        public CancellationTokenSource() => throw null;
        public CancellationTokenSource(int millisecondsDelay) => throw null;
        public CancellationToken Token { get => throw null; }
        public void Cancel() => throw null;
        public void Dispose() => throw null;
    }
    public readonly struct CancellationToken
    {
        public bool IsCancellationRequested { get => throw null; }
    }
}
