"""Turns a build into a preview: a small web server whose open pages follow what is saved."""
