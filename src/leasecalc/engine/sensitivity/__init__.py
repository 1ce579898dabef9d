"""What moves the answer: sweeps over knobs, the reach of every input, break-evens, named scenarios. All set knobs and price."""
