"""Charts of a release: dots, bars, panels, slopes and trends; words as shapes."""

from headload.products.charts.chart import Chart
from headload.products.charts.draw import draw_charts
from headload.products.charts.files import chart_files

__all__ = ["Chart", "chart_files", "draw_charts"]
