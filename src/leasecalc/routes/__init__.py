"""Routes: named overlays on a deal, each priced by the same kernel, then ranked, bridged and judged."""
