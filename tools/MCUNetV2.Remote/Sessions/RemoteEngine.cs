// SPDX-License-Identifier: MIT
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Remote.Sessions;

/// <summary>A package opened on a target, driven over the link by the same scheduler as on a board.</summary>
public sealed class RemoteEngine : IInferenceEngine
{
    private readonly LinkEngine _engine;
    private readonly PatchScheduler _scheduler;
    private readonly bool _estimatesCycles;
    private TargetSession? _session; // that nobody else ends

    internal RemoteEngine(LinkEngine engine, bool estimatesCycles)
    {
        _engine = engine;
        _estimatesCycles = estimatesCycles;
        Model = new Model(OpenEngines.Register(engine));
        _scheduler = new PatchScheduler(Model);
    }

    /// <inheritdoc/>
    public Model Model { get; }

    /// <summary>Starts a target for one package.</summary>
    /// <inheritdoc cref="TargetSession.Start"/>
    /// <inheritdoc cref="TargetSession.Open"/>
    public static RemoteEngine Open(TargetMachine machine, byte[] package, bool estimatesCycles = false)
    {
        TargetSession session = TargetSession.Start(machine, estimatesCycles);
        try
        {
            RemoteEngine engine = session.Open(package);
            engine._session = session;
            return engine;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public InferenceReport Run(IInputSource input, bool profile = false)
    {
        (long instructions, long cycles) = (_engine.Instructions, _engine.EstimatedCycles);
        _engine.StepCycles.Clear();
        InferenceReport report = InferenceRun.Run(Model, _scheduler, input, profile);
        report = report with { Instructions = _engine.Instructions - instructions, StackBytes = _engine.StackBytes() };
        return !_estimatesCycles ? report : report with
        {
            EstimatedCycles = _engine.EstimatedCycles - cycles,
            Steps = [.. report.Steps.Zip(_engine.StepCycles, (step, cycles) => step with { EstimatedCycles = cycles })],
        };
    }

    /// <summary>Instructions that writing input has taken so far: conversion of camera rows, copying of tensors.</summary>
    public long InputInstructions => _engine.InputInstructions;

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        _session?.Dispose();
    }
}
