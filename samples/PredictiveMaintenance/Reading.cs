namespace PredictiveMaintenance;

/// <summary>What the machine's sensors say of one use, in the units of the table.</summary>
/// <param name="Air">The temperature of the air, in K.</param>
/// <param name="Process">That of the process, in K.</param>
/// <param name="Speed">The rotational speed, in rpm.</param>
/// <param name="Torque">The torque, in Nm.</param>
/// <param name="Wear">For how long the tool has been in use, in min.</param>
/// <param name="Quality">0, 1, 2 for low, medium and high quality of the product.</param>
/// <param name="Failed">Whether the machine failed.</param>
internal readonly record struct Reading(double Air, double Process, double Speed, double Torque, double Wear, int Quality, bool Failed);
