"""Shift patterns: when a shift may start, how long it is, and where its breaks may lie."""

from wfm.shift_pattern.noun import Break as Break
from wfm.shift_pattern.noun import ShiftPattern as ShiftPattern
from wfm.shift_pattern.reading import part_time_alone as part_time_alone
from wfm.shift_pattern.reading import read_patterns as read_patterns
