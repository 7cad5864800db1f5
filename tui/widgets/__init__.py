"""Parts that know no library: lists, lines and boxes that panes are made of."""
