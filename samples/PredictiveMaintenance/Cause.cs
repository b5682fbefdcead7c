namespace PredictiveMaintenance;

/// <summary>What brings the machine down.</summary>
internal enum Cause
{
    Heat,
    Power,
    Strain,
    Wear,
}
