"""One module per format; each turns the same page into text and computes nothing."""
