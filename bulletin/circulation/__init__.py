"""Make the view of each audience, and search the built files for text that their readers may not see."""
