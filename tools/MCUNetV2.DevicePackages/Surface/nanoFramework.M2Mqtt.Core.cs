// Reference surface: the public members that the projects use, none of them implemented.
namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttQoSLevel
    {
        AtMostOnce = 0x00,
        AtLeastOnce = 0x01,
        ExactlyOnce = 0x02,
        GrantedFailure = 0x80,
    }
    public enum MqttReasonCode
    {
        Success = 0x00,
    }
}
