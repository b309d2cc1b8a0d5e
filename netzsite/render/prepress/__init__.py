"""What stands between layout and printing: inks, boxes and marks of a printer's PDF, and preflight."""
