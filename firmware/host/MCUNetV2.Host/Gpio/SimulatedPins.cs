// SPDX-License-Identifier: MIT
using System.Device.Gpio;

namespace MCUNetV2.Host.Gpio;

/// <summary>Pins that are variables, behind Microsoft's GpioController: <c>new GpioController(new SimulatedPins())</c>.</summary>
public sealed class SimulatedPins : GpioDriver
{
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinValue> _values = [];

    /// <summary>Raised when a pin is written.</summary>
    public event Action<int, PinValue>? Written;

    /// <inheritdoc/>
    protected override int PinCount => 64;

    /// <summary>The level of a pin; low until it is written.</summary>
    public PinValue Level(int pin) => _values.GetValueOrDefault(pin, PinValue.Low);

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber) => _modes[pinNumber] = PinMode.Input;

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber) => _modes.Remove(pinNumber);

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber) => Level(pinNumber);

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        _values[pinNumber] = value;
        Written?.Invoke(pinNumber, value);
    }

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("simulated pins are outputs");

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException("simulated pins are outputs");

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException("simulated pins are outputs");
}
