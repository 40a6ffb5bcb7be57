"""The library: publications that can be found, read, cited and harvested."""
