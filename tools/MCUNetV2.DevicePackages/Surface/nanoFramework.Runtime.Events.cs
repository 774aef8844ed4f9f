// Reference surface: public members only, none of them implemented. Sources that compile against it use nothing else.
namespace nanoFramework.Runtime.Events
{
    public class BaseEvent
    {
        public BaseEvent() => throw null;
        public ushort Source;
    }
}
