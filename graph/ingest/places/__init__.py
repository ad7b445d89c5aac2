"""Where towns lie and how far from the border, without asking anybody."""
