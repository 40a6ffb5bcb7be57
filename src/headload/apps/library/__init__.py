"""The library: publications found, read, cited and harvested."""
