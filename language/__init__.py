"""How this field writes numbers, units, periods, status words, directions and names: pure leaf modules."""
