"""Colours of lines and words on the bare ground of a chart, seen on the light and on the dark theme alike.

The reports' own colours are made for white paper. These have a contrast of 3 to 1 and more with both grounds.
"""

UNDER_INK = "#E5484D"
OVER_INK = "#3B82C4"
EDGE_INK = "#808A99"
