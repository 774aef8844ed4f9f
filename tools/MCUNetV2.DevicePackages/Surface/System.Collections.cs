// Reference surface: the public members that the projects use, none of them implemented.
namespace System.Collections
{
    public class Hashtable
    {
        public Hashtable() => throw null;
    }
}
