"""Chunks of long work handed to processes of this machine, or to a cluster."""
