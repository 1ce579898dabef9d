"""Any knob for any measure: trials on the one kernel."""
